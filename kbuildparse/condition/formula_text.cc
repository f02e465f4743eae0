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

enum class Join : uint8_t { kNone, kAnd, kOr };

constexpr const char* Sign(Join how) {
  return how == Join::kAnd ? " && " : " || ";
}

constexpr Join Other(Join how) {
  return how == Join::kAnd ? Join::kOr : Join::kAnd;
}

bool Has(const std::vector<Id>& ids, Id id) {
  return std::ranges::find(ids, id) != ids.end();
}

class Writer {
 public:
  explicit Writer(const FormulaGraph& graph) : graph_(graph) {}

  void Write(Id id, Join within);
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
  /// Parts() of each.
  std::vector<Ids> Split(const Ids& ids, Join how) const;
  void WriteJoined(Join how, const std::vector<Ids>& lists, Join within);
  void WriteList(Join how, const Ids& list, Join within);
  void WriteFactored(Join how, const std::vector<Ids>& lists, const Ids& common,
                     Join within);

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

/// `within` is what joins the text to its surroundings: an operand that comes
/// out joined like that needs no parentheses.
void Writer::Write(Id id, Join within) {
  if (graph_.At(id).kind != Kind::kAnd) return WriteAtom(id);
  Join how = IsNegated(id) ? Join::kOr : Join::kAnd;
  WriteJoined(how, Split(Parts(id, how), Other(how)), within);
}

std::vector<Writer::Ids> Writer::Split(const Ids& ids, Join how) const {
  std::vector<Ids> lists;
  lists.reserve(ids.size());
  for (Id id : ids) lists.push_back(Parts(id, how));
  return lists;
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
void Writer::WriteJoined(Join how, const std::vector<Ids>& lists, Join within) {
  if (lists.size() == 1) return WriteList(Other(how), lists.front(), within);
  if (Ids common = Common(lists); !common.empty()) {
    return WriteFactored(how, lists, common, within);
  }
  if (how != within) out_ += '(';
  for (size_t i = 0; i < lists.size(); ++i) {
    if (i > 0) out_ += Sign(how);
    WriteList(Other(how), lists[i], how);
  }
  if (how != within) out_ += ')';
}

void Writer::WriteList(Join how, const Ids& list, Join within) {
  if (list.size() == 1) return Write(list.front(), within);
  WriteJoined(how, Split(list, Other(how)), within);
}

/// `(c && a) || (c && b)` as `(c && (a || b))`, and the dual.
void Writer::WriteFactored(Join how, const std::vector<Ids>& lists,
                           const Ids& common, Join within) {
  std::vector<Ids> rests;
  for (const Ids& list : lists) {
    Ids rest = list;
    std::erase_if(rest, [&](Id id) { return Has(common, id); });
    // `(c) || (c && b)` is `c`
    if (rest.empty()) return WriteList(Other(how), common, within);
    if (rest.size() != 1 || !Is(rest.front(), how)) {
      rests.push_back(std::move(rest));
      continue;
    }
    for (Ids& part : Split(Parts(rest.front(), how), Other(how))) {
      rests.push_back(std::move(part));
    }
  }
  Join outer = Other(how);
  if (outer != within) out_ += '(';
  for (Id id : common) {
    Write(id, outer);
    out_ += Sign(outer);
  }
  WriteJoined(how, rests, outer);
  if (outer != within) out_ += ')';
}

}  // namespace

std::string FormulaText(const FormulaGraph& graph, Id id) {
  Writer writer(graph);
  writer.Write(id, Join::kNone);
  return writer.Take();
}

}  // namespace kplace::condition
