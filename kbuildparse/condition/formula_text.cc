#include "kbuildparse/condition/formula_text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "support/text.h"

namespace kplace::condition {
namespace {

/// `name` as one token of the grammar.
std::string PrintableOption(std::string_view name) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (char c : name) {
    bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                 (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if (plain) {
      out += c;
    } else {
      auto byte = static_cast<uint8_t>(c);
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

/// As `.config` quotes texts, on one line.
std::string Quoted(std::string_view text) {
  std::string escaped = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return Printable(escaped) + '"';
}

enum class Join : uint8_t { kAnd, kOr };

constexpr Join Other(Join how) {
  return how == Join::kAnd ? Join::kOr : Join::kAnd;
}

bool Has(const std::vector<Id>& ids, Id id) {
  return std::ranges::find(ids, id) != ids.end();
}

class Writer {
 public:
  explicit Writer(const FormulaGraph& graph) : graph_(graph) {}

  void Write(Id id);
  std::string Take() { return std::move(out_); }

 private:
  using Ids = std::vector<Id>;

  bool Is(Id id, Join how) const {
    return graph_.At(id).kind == Kind::kAnd &&
           IsNegated(id) == (how == Join::kOr);
  }
  /// The operands of `id` when it is joined like that, else `id` alone.
  Ids Parts(Id id, Join how) const;
  Ids Common(const std::vector<Ids>& lists) const;
  void WriteAtom(Id id);
  void WriteJoined(Join how, const std::vector<Ids>& lists);
  void WriteFactored(Join how, const std::vector<Ids>& lists,
                     const Ids& common);

  const FormulaGraph& graph_;
  std::string out_;
};

Writer::Ids Writer::Parts(Id id, Join how) const {
  if (!Is(id, how)) return {id};
  Ids parts(graph_.At(id).Operands().begin(), graph_.At(id).Operands().end());
  if (how == Join::kOr) {
    for (Id& part : parts) part = Negated(part);
  }
  return parts;
}

void Writer::WriteAtom(Id id) {
  const Node& node = graph_.At(id);
  if (node.kind == Kind::kConstant) {
    out_ += id == kTrue ? "true" : "false";
    return;
  }
  if (IsNegated(id)) out_ += '!';
  if (node.kind == Kind::kUnknown) {
    out_ += "unknown(" + Quoted(*node.text) + ')';
    return;
  }
  out_ += PrintableOption(*node.text) + '=';
  if (node.kind == Kind::kYes) out_ += 'y';
  if (node.kind == Kind::kModule) out_ += 'm';
  if (node.kind == Kind::kText) out_ += Quoted(*node.value);
  if (node.kind == Kind::kNumber) out_ += PrintableOption(*node.value);
}

void Writer::Write(Id id) {
  if (graph_.At(id).kind != Kind::kAnd) return WriteAtom(id);
  Join how = IsNegated(id) ? Join::kOr : Join::kAnd;
  std::vector<Ids> lists;
  for (Id part : Parts(id, how)) lists.push_back(Parts(part, Other(how)));
  WriteJoined(how, lists);
}

/// What all lists have, in the order of the first.  Long lists, which no kernel
/// has, are taken to have nothing in common.
Writer::Ids Writer::Common(const std::vector<Ids>& lists) const {
  constexpr size_t kLong = 64;
  Ids common = lists.front();
  for (const Ids& list : lists) {
    if (list.size() > kLong) return {};
    std::erase_if(common, [&](Id id) { return !Has(list, id); });
    if (common.empty()) break;
  }
  return common;
}

/// Writes lists joined by `how`; what is in a list is joined the other way.
void Writer::WriteJoined(Join how, const std::vector<Ids>& lists) {
  if (Ids common = Common(lists); lists.size() > 1 && !common.empty()) {
    return WriteFactored(how, lists, common);
  }
  if (lists.size() > 1) out_ += '(';
  for (size_t i = 0; i < lists.size(); ++i) {
    if (i > 0) out_ += how == Join::kAnd ? " && " : " || ";
    if (lists[i].size() == 1) {
      Write(lists[i].front());
      continue;
    }
    std::vector<Ids> inner;
    for (Id id : lists[i]) inner.push_back(Parts(id, how));
    WriteJoined(Other(how), inner);
  }
  if (lists.size() > 1) out_ += ')';
}

/// `(c && a) || (c && b)` as `(c && (a || b))`, and the dual.
void Writer::WriteFactored(Join how, const std::vector<Ids>& lists,
                           const Ids& common) {
  std::vector<Ids> rests;
  bool absorbed = false;  // `(c) || (c && b)` is `c`
  for (const Ids& list : lists) {
    Ids rest = list;
    std::erase_if(rest, [&](Id id) { return Has(common, id); });
    absorbed = absorbed || rest.empty();
    if (rest.size() != 1 || !Is(rest.front(), how)) {
      rests.push_back(std::move(rest));
      continue;
    }
    for (Id part : Parts(rest.front(), how)) {
      rests.push_back(Parts(part, Other(how)));
    }
  }
  bool alone = absorbed && common.size() == 1;
  if (!alone) out_ += '(';
  for (size_t i = 0; i < common.size(); ++i) {
    if (i > 0) out_ += how == Join::kAnd ? " || " : " && ";
    Write(common[i]);
  }
  if (!absorbed) {
    out_ += how == Join::kAnd ? " || " : " && ";
    WriteJoined(how, rests);
  }
  if (!alone) out_ += ')';
}

}  // namespace

std::string FormulaText(const FormulaGraph& graph, Id id) {
  Writer writer(graph);
  writer.Write(id);
  return writer.Take();
}

}  // namespace kplace::condition
