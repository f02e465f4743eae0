#include "kbuildparse/kconfig/parser.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "support/path.h"
#include "support/text.h"

namespace kplace::kconfig {
namespace {

using Kind = Token::Kind;

// Two files that source each other twice would take forever.  A kernel has
// some 1,600 files with 6 MB, at most six deep.
constexpr size_t kMaxOpenFiles = 64;
constexpr uint32_t kMaxFiles = 20000;
constexpr uint64_t kMaxBytes = uint64_t{128} * 1024 * 1024;

std::string Srctree(const std::map<std::string, std::string>& variables) {
  auto it = variables.find("srctree");
  return it == variables.end() ? "." : it->second;
}

bool IsAssignment(const std::vector<Token>& tokens) {
  return tokens.size() == 4 && tokens[2].kind == Kind::kRest;
}

}  // namespace

Parser::Parser(const FileSystem& files, const std::string& source_dir,
               const std::map<std::string, std::string>& variables,
               SourceFiles& sources, DiagnosticSink& sink, MacroRunner* runner)
    : files_(files),
      sources_(sources),
      sink_(sink),
      finder_(files, source_dir, Srctree(variables)),
      macros_(variables, runner) {}

void Parser::Fail(SourceLoc where, std::string message) {
  sink_.Add(Severity::kError, where, std::move(message));
}

Result<Tree> Parser::Read(const std::string& path) {
  Result<std::string> text = files_.Read(finder_.OnDisk(path));
  if (!text) return text.error();
  ReadText(path, std::move(*text));
  return std::move(tree_);
}

void Parser::ReadText(const std::string& path, std::string text) {
  FileId id = sources_.Intern(path);
  std::string_view view = sources_.SetText(id, std::move(text));
  bytes_ += view.size();
  ++files_read_;
  open_files_.push_back(path);
  File file{path, Lexer(id, view, macros_, sink_), blocks_.size()};
  while (file.lexer.Next()) ReadStatement(file);
  FinishEntry();
  CloseUnfinished(file.outer_blocks);
  open_files_.pop_back();
}

void Parser::ReadStatement(File& file) {
  const std::vector<Token>& tokens = file.lexer.tokens();
  SourceLoc where = file.lexer.where();
  if (IsAssignment(tokens)) {
    Assign(tokens);
    return;
  }
  // A call like $(error-if,…) alone: nothing to do for a reader.
  if (tokens[0].kind == Kind::kMacro && tokens.size() == 2) return;
  TokenReader reader(tokens);
  Keyword keyword = Keyword::kNone;
  if (tokens[0].kind == Kind::kWord) keyword = KeywordOf(tokens[0].text);
  if (keyword == Keyword::kNone) {
    Fail(where,
         fmt::format("unknown statement '{}'", Elide(tokens[0].text, 40)));
    return;
  }
  reader.Take();
  ReadKeyword(file, keyword, reader);
  if (!reader.failed() && !reader.AtEnd()) {
    reader.Unexpected("the end of the line");
  }
  if (reader.failed()) Fail(where, reader.error());
  if (!reader.warning().empty()) {
    sink_.Add(Severity::kWarning, where, reader.warning());
  }
}

void Parser::ReadKeyword(File& file, Keyword keyword, TokenReader& reader) {
  SourceLoc where = file.lexer.where();
  switch (keyword) {
    case Keyword::kConfig:
      BeginConfig(reader, where, false);
      break;
    case Keyword::kMenuConfig:
      BeginConfig(reader, where, true);
      break;
    case Keyword::kChoice:
      BeginChoice(reader, where);
      break;
    case Keyword::kMenu:
      BeginMenu(reader, where);
      break;
    case Keyword::kIf:
      BeginIf(reader, where);
      break;
    case Keyword::kComment:
      BeginComment(reader);
      break;
    case Keyword::kMainMenu:
      ReadMainMenu(reader);
      break;
    case Keyword::kEndChoice:
      CloseBlock(file, Block::Kind::kChoice, where);
      break;
    case Keyword::kEndMenu:
      CloseBlock(file, Block::Kind::kMenu, where);
      break;
    case Keyword::kEndIf:
      CloseBlock(file, Block::Kind::kIf, where);
      break;
    case Keyword::kSource:
    case Keyword::kRelativeSource:
    case Keyword::kOptionalSource:
    case Keyword::kOptionalRelativeSource:
      Source(file, keyword, reader, where);
      break;
    case Keyword::kHelp:
      TakeHelp(file);
      break;
    default:
      if (!ReadEntryLine(keyword, reader, where, entry_)) {
        reader.Fail("this line says nothing about the entry above it");
      }
  }
}

void Parser::Assign(const std::vector<Token>& tokens) {
  auto flavor = MacroTable::Flavor::kRecursive;
  if (tokens[1].text == ":=") flavor = MacroTable::Flavor::kSimple;
  if (tokens[1].text == "+=") flavor = MacroTable::Flavor::kAppend;
  macros_.Assign(tokens[0].text, flavor, tokens[2].text);
}

void Parser::BeginConfig(TokenReader& reader, SourceLoc where,
                         bool menuconfig) {
  FinishEntry();
  if (reader.Peek().kind != Kind::kWord) {
    reader.Unexpected("the name of an option");
    entry_.kind = Entry::Kind::kBroken;
    return;
  }
  auto definition = std::make_unique<Definition>();
  definition->option = reader.Take().text;
  definition->enclosing = blocks_.Dependency();
  definition->inside_choice = blocks_.InsideChoice();
  definition->visible = blocks_.Visible();
  definition->choice = blocks_.Choice();
  definition->block = blocks_.Number();
  definition->menuconfig = menuconfig;
  definition->where = where;
  entry_.definition = std::move(definition);
  entry_.kind = Entry::Kind::kConfig;
}

void Parser::BeginChoice(TokenReader& reader, SourceLoc where) {
  FinishEntry();
  Choice choice;
  if (!reader.AtEnd()) choice.name = reader.Take().text;
  choice.enclosing = blocks_.Dependency();
  choice.visible = blocks_.Visible();
  choice.where = where;
  OpenBlock(Block::Kind::kChoice, where);
  entry_.choice = std::move(choice);
  entry_.kind = Entry::Kind::kChoice;
}

void Parser::BeginMenu(TokenReader& reader, SourceLoc where) {
  FinishEntry();
  ReadTitle(reader);
  OpenBlock(Block::Kind::kMenu, where);
  entry_.kind = Entry::Kind::kMenu;
}

void Parser::BeginIf(TokenReader& reader, SourceLoc where) {
  FinishEntry();
  ExprPtr condition = reader.ReadExpr();
  if (reader.failed()) {
    condition = MakeLeaf(Expr::Op::kMacro, "condition that cannot be read");
  }
  OpenBlock(Block::Kind::kIf, where);
  blocks_.AddDependency(std::move(condition));
}

void Parser::BeginComment(TokenReader& reader) {
  FinishEntry();
  entry_.kind = Entry::Kind::kComment;
  ReadTitle(reader);
}

void Parser::ReadMainMenu(TokenReader& reader) {
  FinishEntry();
  ReadTitle(reader);
  tree_.SetTitle(std::exchange(entry_, Entry()).title);
}

void Parser::ReadTitle(TokenReader& reader) {
  if (reader.Peek().kind == Kind::kString ||
      reader.Peek().kind == Kind::kMacro) {
    entry_.title = reader.Take().text;
  } else {
    reader.Unexpected("a text in quotes");
  }
}

void Parser::FinishEntry() {
  Entry entry = std::exchange(entry_, Entry());
  if (entry.kind == Entry::Kind::kConfig) {
    FinishConfig(entry);
  } else if (entry.kind == Entry::Kind::kMenu) {
    FinishMenu(entry);
  } else if (entry.kind == Entry::Kind::kComment) {
    FinishComment(entry);
  } else if (entry.kind == Entry::Kind::kChoice) {
    FinishChoice(entry);
  }
}

void Parser::FinishConfig(Entry& entry) {
  const Definition& definition = *entry.definition;
  // transitional_check_sanity() of parser.y.
  bool more = !definition.properties.empty() || definition.visible != nullptr ||
              definition.Dependency() != nullptr;
  if (definition.transitional && more) {
    Fail(definition.where,
         "a transitional option has a type and a help text, and nothing else");
  }
  tree_.Add(std::move(entry.definition));
}

void Parser::FinishMenu(Entry& entry) {
  MenuNode node;
  node.kind = MenuNode::Kind::kMenu;
  node.title = std::move(entry.title);
  node.visible = Join(Expr::Op::kAnd, entry.visible);
  blocks_.AddDependency(Join(Expr::Op::kAnd, entry.depends));
  blocks_.AddVisible(node.visible);
  node.dependency = blocks_.Dependency();
  blocks_.SetNode(tree_.AddNode(std::move(node)));
}

void Parser::FinishComment(Entry& entry) {
  MenuNode node;
  node.kind = MenuNode::Kind::kComment;
  node.title = std::move(entry.title);
  node.dependency =
      And(blocks_.Dependency(), Join(Expr::Op::kAnd, entry.depends));
  tree_.AddNode(std::move(node));
}

void Parser::FinishChoice(Entry& entry) {
  blocks_.AddDependency(entry.choice.OwnDependency());
  MenuNode node;
  node.kind = MenuNode::Kind::kChoice;
  node.choice = tree_.AddChoice(std::move(entry.choice));
  blocks_.SetChoice(node.choice);
  blocks_.SetNode(tree_.AddNode(std::move(node)));
}

void Parser::EndBlock() {
  const Block& block = blocks_.back();
  if (block.node) tree_.EndNode(*block.node);
  if (block.node && block.kind == Block::Kind::kChoice &&
      !tree_.HasMembers(*block.node)) {
    sink_.Add(Severity::kWarning, block.where,
              "nothing to choose: this choice has no members");
  }
  blocks_.Close();
}

void Parser::OpenBlock(Block::Kind kind, SourceLoc where) {
  if (!blocks_.Open(kind, where)) {
    Fail(where,
         "too many blocks inside each other: conditions from here on "
         "are not known");
  }
}

/// Blocks inside the one that ends have lost their own end.
void Parser::CloseBlock(const File& file, Block::Kind kind, SourceLoc where) {
  FinishEntry();
  size_t open = blocks_.size();
  while (open > file.outer_blocks && blocks_[open - 1].kind != kind) --open;
  if (open == file.outer_blocks) {
    Fail(where, fmt::format("'end{0}' without '{0}' in this file", Name(kind)));
    return;
  }
  CloseUnfinished(open);
  EndBlock();
}

void Parser::CloseUnfinished(size_t outer_blocks) {
  while (blocks_.size() > outer_blocks) {
    const Block& block = blocks_.back();
    Fail(block.where,
         fmt::format("'{0}' has no matching 'end{0}'", Name(block.kind)));
    EndBlock();
  }
}

void Parser::TakeHelp(File& file) {
  std::string_view help = file.lexer.TakeHelp();
  if (entry_.definition != nullptr) entry_.definition->help = help;
  if (entry_.kind == Entry::Kind::kNone) {
    Fail(file.lexer.where(), "this help text belongs to no entry");
  }
}

void Parser::Source(const File& file, Keyword keyword, TokenReader& reader,
                    SourceLoc where) {
  FinishEntry();
  Token token = reader.Take();
  if (token.kind == Kind::kMacro) {
    reader.Fail(
        fmt::format("the value of a variable in '{}' is not known, so the file "
                    "is not read",
                    Elide(token.text, 60)));
    return;
  }
  if (token.kind != Kind::kString && token.kind != Kind::kWord) {
    reader.Fail("expected the name of a file in quotes");
    return;
  }
  bool relative = keyword == Keyword::kRelativeSource ||
                  keyword == Keyword::kOptionalRelativeSource;
  bool optional = keyword == Keyword::kOptionalSource ||
                  keyword == Keyword::kOptionalRelativeSource;
  std::string path(token.text);
  if (relative) path = JoinPath(DirName(file.path), path);
  Result<std::vector<std::string>> found = finder_.Find(path);
  if (!found) {
    Fail(where, found.error().message);
    return;
  }
  if (found->empty() && !optional) Fail(where, path + ": matches no file");
  for (const std::string& name : *found) SourceFile(name, optional, where);
}

bool Parser::MaySource(const std::string& path, SourceLoc where) {
  auto open = std::find(open_files_.begin(), open_files_.end(), path);
  if (open != open_files_.end()) {
    std::string message = path + ": sources itself";
    for (++open; open != open_files_.end(); ++open) {
      message += " through " + *open;
    }
    Fail(where, message);
    return false;
  }
  if (open_files_.size() >= kMaxOpenFiles || files_read_ >= kMaxFiles ||
      bytes_ >= kMaxBytes) {
    Fail(where, path + ": not read, the tree sources too many files");
    return false;
  }
  return true;
}

void Parser::SourceFile(const std::string& path, bool optional,
                        SourceLoc where) {
  if (!MaySource(path, where)) return;
  std::string on_disk = finder_.OnDisk(path);
  Result<std::string> text = files_.Read(on_disk);
  if (text) {
    ReadText(path, std::move(*text));
    return;
  }
  if (optional && files_.Status(on_disk).kind == FileKind::kMissing) return;
  Fail(where, "cannot read the sourced file " + text.error().message);
}

Result<Tree> ReadKconfig(const FileSystem& files, const std::string& source_dir,
                         const std::map<std::string, std::string>& variables,
                         SourceFiles& sources, DiagnosticSink& sink,
                         MacroRunner* runner) {
  return Parser(files, source_dir, variables, sources, sink, runner)
      .Read("Kconfig");
}

}  // namespace kplace::kconfig
