// parser.h - makefile text to syntax tree (statement.h).
//
// Lines are read in the order in which GNU make looks at them: recipe lines,
// assignments, conditionals, other directives, and what is left is a rule or a
// line that only its expansion explains.  So a variable may be called `ifdef`,
// and `export = 1` is an assignment.

#ifndef KPLACE_KBUILDPARSE_MAKE_PARSER_H_
#define KPLACE_KBUILDPARSE_MAKE_PARSER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/make/line_syntax.h"
#include "kbuildparse/make/statement.h"

namespace kplace::make {

/// Parses a whole makefile.  With `where.line` 0 statements get the lines of
/// `text`, counted from 1; otherwise all of them stand at `where`, which is
/// where the text came from.
std::shared_ptr<const ParsedFile> ParseMakefile(std::string text,
                                                SourceLoc where);

/// One parse.  Use ParseMakefile().
class Parser {
 public:
  Parser(std::string text, SourceLoc where);
  std::shared_ptr<const ParsedFile> Run();

 private:
  /// Whether a line that starts with a tab is a recipe here.
  enum class InRule : uint8_t { kNo, kYes, kMaybe };

  /// A conditional whose `endif` has not been seen.
  struct Open {
    Conditional* conditional;
    SourceLoc where;
    InRule at_start;             ///< at the start of every branch
    std::optional<InRule> ends;  ///< merged from the branches that ended
    bool has_else = false;
  };

  void ParseLine(const LogicalLine& line);
  bool ParseVariableLine(std::string_view text);
  void ParseDefine(const VariableLine& line);
  std::string_view ReadDefinition();

  bool ParseConditional(std::string_view word, std::string_view rest);
  void StartConditional(std::string_view word, std::string_view rest);
  void ParseElse(std::string_view rest);
  void ParseEndif(std::string_view rest);
  void StartBranch(std::string_view word, std::string_view rest);
  Test ParseTest(std::string_view word, std::string_view rest);
  void EndBranch();

  bool ParseDirective(std::string_view word, std::string_view rest);
  void ParseRule(std::string_view raw);
  void AddRule(std::string_view text, size_t colon, std::string_view raw);

  Expr ToExpr(std::string_view text) { return ParseExpr(text); }
  SourceLoc Where(uint32_t line) const;
  void Warn(std::string message);
  void Fail(std::string message);
  template <typename Body>
  void Add(Body body);

  std::shared_ptr<ParsedFile> file_;
  SourceLoc origin_;
  LineReader reader_;
  uint32_t line_ = 0;       ///< of the statement being parsed
  bool after_tab_ = false;  ///< it starts with a tab
  InRule in_rule_ = InRule::kNo;
  Block* block_;
  std::vector<Open> open_;
};

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_PARSER_H_
