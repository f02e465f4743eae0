#include "kbuildparse/make/parser.h"

#include "support/text.h"

namespace kplace::make {
namespace {

/// Conditionals nest no deeper in makefiles that people write; running them
/// takes stack.
constexpr size_t kMaxConditionals = 200;

/// Without the byte order mark, with "\n" for "\r\n".
std::string Normalize(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  size_t out = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!crlf) text[out++] = text[i];
  }
  text.resize(out);
  return text;
}

bool IsWord(std::string_view word, std::string_view text) {
  return text.starts_with(word) &&
         (text.size() == word.size() || IsBlank(text[word.size()]));
}

bool IsIf(std::string_view word) {
  return word == "ifeq" || word == "ifneq" || word == "ifdef" ||
         word == "ifndef";
}

TestKind KindOf(std::string_view word) {
  if (word == "ifeq") return TestKind::kEqual;
  if (word == "ifneq") return TestKind::kNotEqual;
  return word == "ifdef" ? TestKind::kDefined : TestKind::kNotDefined;
}

std::string MissingSeparator(std::string_view raw) {
  std::string message = "missing separator";
  if (raw.starts_with("        ")) {
    message += " (did you mean TAB instead of 8 spaces?)";
  } else if (raw.starts_with("ifeq") || raw.starts_with("ifneq")) {
    message += " (ifeq/ifneq must be followed by whitespace)";
  }
  return message;
}

}  // namespace

std::shared_ptr<const ParsedFile> ParseMakefile(std::string text,
                                                SourceLoc where) {
  return Parser(std::move(text), where).Run();
}

Parser::Parser(std::string text, SourceLoc where)
    : file_(std::make_shared<ParsedFile>()), origin_(where), reader_("") {
  file_->text_ = Normalize(std::move(text));
  reader_ = LineReader(file_->text_);
  block_ = &file_->statements_;
}

std::shared_ptr<const ParsedFile> Parser::Run() {
  LogicalLine line;
  while (reader_.Next(&line)) ParseLine(line);
  after_tab_ = false;
  block_ = &file_->statements_;
  for (const Open& open : open_) {
    auto missing = std::make_unique<Statement>();
    missing->where = open.where;
    missing->body = SyntaxError{"missing 'endif'"};
    block_->push_back(std::move(missing));
  }
  return std::move(file_);
}

SourceLoc Parser::Where(uint32_t line) const {
  return origin_.line != 0 ? origin_ : SourceLoc{origin_.file, line};
}

template <typename Body>
void Parser::Add(Body body) {
  auto statement = std::make_unique<Statement>();
  statement->where = Where(line_);
  if (!open_.empty()) {
    statement->enclosing = open_.back().conditional->branches.back().get();
  }
  statement->if_not_recipe = after_tab_ && in_rule_ == InRule::kMaybe;
  statement->body = std::move(body);
  block_->push_back(std::move(statement));
}

void Parser::Warn(std::string message) {
  Add(SyntaxWarning{std::move(message)});
}

void Parser::Fail(std::string message) {
  Add(SyntaxError{std::move(message)});
}

void Parser::ParseLine(const LogicalLine& line) {
  line_ = line.number;
  after_tab_ = line.raw.starts_with('\t');
  if (after_tab_ && in_rule_ == InRule::kYes) return;  // a recipe
  std::string_view folded = FoldContinuations(line.raw, file_->pool_);
  std::string_view text = SkipSpace(RemoveComment(folded, file_->pool_));
  if (ParseVariableLine(text)) {
    if (!after_tab_) in_rule_ = InRule::kNo;
    return;
  }
  if (text.empty()) return;
  std::string_view word = FirstToken(text);
  std::string_view rest = SkipSpace(text.substr(word.size()));
  if (ParseConditional(word, rest)) return;
  if (ParseDirective(word, rest)) {
    if (!after_tab_) in_rule_ = InRule::kNo;
    return;
  }
  if (after_tab_) return Fail("recipe commences before first target");
  ParseRule(line.raw);
}

// Assignments ///////////////////////////////////////////////////////////////

bool Parser::ParseVariableLine(std::string_view text) {
  auto line = FindVariableLine(text);
  if (!line) return false;
  switch (line->kind) {
    case VariableLine::Kind::kAssign: {
      const AssignmentText& found = line->assignment;
      if (found.name.empty()) {
        Fail("empty variable name");
        break;
      }
      Add(Assignment{line->modifiers, ToExpr(found.name), found.op,
                     ToExpr(found.value)});
      break;
    }
    case VariableLine::Kind::kUndefine:
      Add(Undefine{line->modifiers, ToExpr(Trim(line->rest))});
      break;
    case VariableLine::Kind::kDefine:
      ParseDefine(*line);
      break;
  }
  return true;
}

void Parser::ParseDefine(const VariableLine& line) {
  AssignmentText head{Trim(line.rest), AssignOp::kRecursive, {}};
  if (auto assignment = FindAssignment(line.rest)) head = *assignment;
  if (!head.value.empty()) Warn("extraneous text after 'define' directive");
  std::string_view body = ReadDefinition();
  if (head.name.empty()) return Fail("empty variable name");
  Add(Assignment{line.modifiers, ToExpr(head.name), head.op, ToExpr(body)});
}

std::string_view Parser::ReadDefinition() {
  std::string body;
  LogicalLine line;
  for (int depth = 1; reader_.Next(&line);) {
    std::string_view text = FoldContinuations(line.raw, file_->pool_);
    if (!text.starts_with('\t')) {
      std::string_view word = SkipSpace(text);
      if (IsWord("define", word)) ++depth;
      if (IsWord("endef", word) && --depth == 0) {
        std::string_view rest = RemoveComment(word.substr(5), file_->pool_);
        if (!Trim(rest).empty()) {
          Warn("extraneous text after 'endef' directive");
        }
        if (!body.empty()) body.pop_back();
        return file_->pool_.Keep(std::move(body));
      }
    }
    body += text;
    body += '\n';
  }
  Fail("missing 'endef', unterminated 'define'");
  return file_->pool_.Keep(std::move(body));
}

// Conditionals //////////////////////////////////////////////////////////////

bool Parser::ParseConditional(std::string_view word, std::string_view rest) {
  if (IsIf(word)) {
    StartConditional(word, rest);
  } else if (word == "else") {
    ParseElse(rest);
  } else if (word == "endif") {
    ParseEndif(rest);
  } else {
    return false;
  }
  return true;
}

void Parser::StartConditional(std::string_view word, std::string_view rest) {
  if (open_.size() >= kMaxConditionals) {
    return Fail("conditionals nested too deeply");
  }
  auto conditional = std::make_unique<Conditional>();
  Conditional* opened = conditional.get();
  if (!open_.empty()) {
    opened->enclosing = open_.back().conditional->branches.back().get();
  }
  Add(std::move(conditional));
  open_.push_back({opened, Where(line_), in_rule_, std::nullopt, false});
  StartBranch(word, rest);
}

void Parser::StartBranch(std::string_view word, std::string_view rest) {
  Open& open = open_.back();
  auto branch = std::make_unique<Branch>();
  branch->where = Where(line_);
  branch->conditional = open.conditional;
  if (!word.empty()) branch->test = ParseTest(word, rest);
  block_ = &branch->body;
  open.conditional->branches.push_back(std::move(branch));
  in_rule_ = open.at_start;
}

Test Parser::ParseTest(std::string_view word, std::string_view rest) {
  Test test;
  test.kind = KindOf(word);
  if (test.kind == TestKind::kDefined || test.kind == TestKind::kNotDefined) {
    test.left = ToExpr(Trim(rest));
    return test;
  }
  auto sides = FindComparison(rest);
  if (!sides) {
    test.error = "invalid syntax in conditional";
    return test;
  }
  test.left = ToExpr(sides->left);
  test.right = ToExpr(sides->right);
  test.extra_text = !sides->extra.empty();
  return test;
}

void Parser::EndBranch() {
  Open& open = open_.back();
  bool same = !open.ends || *open.ends == in_rule_;
  open.ends = same ? in_rule_ : InRule::kMaybe;
}

void Parser::ParseElse(std::string_view rest) {
  if (open_.empty()) return Fail("extraneous 'else'");
  if (open_.back().has_else) return Fail("only one 'else' per conditional");
  EndBranch();
  std::string_view word = FirstToken(rest);
  if (IsIf(word)) {
    return StartBranch(word, SkipSpace(rest.substr(word.size())));
  }
  open_.back().has_else = true;
  StartBranch({}, {});
  if (!rest.empty()) Warn("extraneous text after 'else' directive");
}

void Parser::ParseEndif(std::string_view rest) {
  if (open_.empty()) return Fail("extraneous 'endif'");
  EndBranch();
  Open closed = open_.back();
  open_.pop_back();
  bool may_skip = !closed.has_else && *closed.ends != closed.at_start;
  in_rule_ = may_skip ? InRule::kMaybe : *closed.ends;
  block_ = open_.empty() ? &file_->statements_
                         : &open_.back().conditional->branches.back()->body;
  if (!rest.empty()) Warn("extraneous text after 'endif' directive");
}

// Directives and rules //////////////////////////////////////////////////////

bool Parser::ParseDirective(std::string_view word, std::string_view rest) {
  if (word == "include" || word == "-include" || word == "sinclude") {
    Add(Include{ToExpr(rest), word != "include"});
  } else if (word == "export" || word == "unexport") {
    Add(Export{ToExpr(rest), word == "export"});
  } else {
    // These change nothing that we look at.
    return word == "vpath" || word == "load" || word == "-load";
  }
  return true;
}

void Parser::ParseRule(std::string_view raw) {
  size_t cut = FindUnquoted(raw, ";#");
  bool has_recipe = cut != std::string_view::npos && raw[cut] == ';';
  std::string_view text =
      SkipSpace(FoldContinuations(raw.substr(0, cut), file_->pool_));
  if (text.empty()) {
    if (has_recipe) Fail("missing rule before recipe");
    return;
  }
  size_t colon = FindUnquoted(text, ":");
  if (colon != std::string_view::npos) return AddRule(text, colon, raw);
  if (text.find('$') == std::string_view::npos) {
    return Fail(MissingSeparator(raw));
  }
  Add(Line{ToExpr(text)});
  in_rule_ = InRule::kMaybe;
}

void Parser::AddRule(std::string_view text, size_t colon,
                     std::string_view raw) {
  Expr targets = ToExpr(text.substr(0, colon));
  std::string_view rest = text.substr(colon + 1);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  if (FindVariableLine(rest, true)) {
    std::string_view whole = FoldContinuations(raw, file_->pool_);
    Add(TargetVariable{std::move(targets),
                       SkipSpace(whole.substr(whole.find(':') + 1))});
    in_rule_ = InRule::kNo;
    return;
  }
  Expr prerequisites = ToExpr(Trim(rest));
  bool acts = MayAct(targets) || MayAct(prerequisites);
  Add(Rule{std::move(targets), std::move(prerequisites), acts});
  in_rule_ = InRule::kYes;
}

}  // namespace kplace::make
