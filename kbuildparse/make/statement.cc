#include "kbuildparse/make/statement.h"

namespace kplace::make {
namespace {

const char* Spelling(AssignOp op) {
  switch (op) {
    case AssignOp::kRecursive:
      return "=";
    case AssignOp::kSimple:
      return ":=";
    case AssignOp::kImmediate:
      return ":::=";
    case AssignOp::kAppend:
      return "+=";
    case AssignOp::kIfUnset:
      return "?=";
    case AssignOp::kShell:
      return "!=";
  }
  return "=";
}

const char* Spelling(TestKind kind) {
  switch (kind) {
    case TestKind::kEqual:
      return "ifeq";
    case TestKind::kNotEqual:
      return "ifneq";
    case TestKind::kDefined:
      return "ifdef";
    case TestKind::kNotDefined:
      return "ifndef";
    case TestKind::kElse:
      break;
  }
  return "else";
}

std::string Bracketed(const Expr& expr) {
  return " [" + ToText(expr) + "]";
}

std::string ToText(const Modifiers& modifiers) {
  return std::string(modifiers.exported ? " export" : "") +
         (modifiers.overriding ? " override" : "") +
         (modifiers.is_private ? " private" : "");
}

/// Writes statements, each on a line of its own, indented by `depth`.
class Printer {
 public:
  std::string text;

  void Print(const Block& block) {
    for (const auto& statement : block) {
      if (statement->if_not_recipe) Line("unless in a rule:");
      std::visit(*this, statement->body);
    }
  }

  void operator()(const Assignment& body) {
    Line("assign" + ToText(body.modifiers) + Bracketed(body.name) + " " +
         Spelling(body.op) + Bracketed(body.value));
  }
  void operator()(const Undefine& body) {
    Line("undefine" + ToText(body.modifiers) + Bracketed(body.name));
  }
  void operator()(const Include& body) {
    Line((body.optional ? "include optional" : "include") +
         Bracketed(body.files));
  }
  void operator()(const Export& body) {
    Line((body.exporting ? "export" : "unexport") + Bracketed(body.names));
  }
  void operator()(const Rule& body) {
    Line("rule" + Bracketed(body.targets) + Bracketed(body.prerequisites) +
         (body.acts ? " acts" : ""));
  }
  void operator()(const TargetVariable& body) {
    Line("target" + Bracketed(body.targets) + " [" +
         std::string(body.assignment) + "]");
  }
  void operator()(const struct Line& body) {
    Line("line" + Bracketed(body.text));
  }
  void operator()(const SyntaxError& body) { Line("error " + body.message); }
  void operator()(const SyntaxWarning& body) {
    Line("warning " + body.message);
  }
  void operator()(const std::unique_ptr<Conditional>& body) {
    for (const auto& branch : body->branches) Print(*branch);
    Line("end");
  }

 private:
  void Print(const Branch& branch) {
    const Test& test = branch.test;
    std::string line = Spelling(test.kind);
    if (!test.error.empty()) {
      line += " error " + test.error;
    } else if (test.kind != TestKind::kElse) {
      line += Bracketed(test.left);
      bool compares =
          test.kind == TestKind::kEqual || test.kind == TestKind::kNotEqual;
      if (compares) line += Bracketed(test.right);
    }
    Line(line);
    ++depth_;
    Print(branch.body);
    --depth_;
  }

  void Line(const std::string& line) {
    text.append(2 * depth_, ' ');
    text += line;
    text += '\n';
  }

  size_t depth_ = 0;
};

}  // namespace

std::string ToText(const ParsedFile& file) {
  Printer printer;
  printer.Print(file.statements());
  return std::move(printer.text);
}

}  // namespace kplace::make
