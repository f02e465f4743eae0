// parser.h - from Kconfig files to a Tree.
//
// One pass, statement by statement, following each `source` where it stands.
// The order matters: assignments hold for what comes after them.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_PARSER_H_
#define KPLACE_KBUILDPARSE_KCONFIG_PARSER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kconfig/block_stack.h"
#include "kbuildparse/kconfig/entry.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "kbuildparse/kconfig/lexer.h"
#include "kbuildparse/kconfig/macro.h"
#include "kbuildparse/kconfig/source_finder.h"

namespace kplace::kconfig {

class Parser {
 public:
  /// `variables` must outlive the parser.
  Parser(const FileSystem& files, const std::string& source_dir,
         const std::map<std::string, std::string>& variables,
         SourceFiles& sources, DiagnosticSink& sink, MacroRunner* runner);

  /// Reads `path`, relative to the source tree, and all that it sources.
  Result<Tree> Read(const std::string& path);

 private:
  /// A file that is being read.
  struct File {
    std::string path;
    Lexer lexer;
    size_t outer_blocks;  ///< blocks that were open when it began
  };

  void ReadText(const std::string& path, std::string text);
  void ReadStatement(File& file);
  void ReadKeyword(File& file, Keyword keyword, TokenReader& reader);
  void Assign(const std::vector<Token>& tokens);

  void BeginConfig(TokenReader& reader, SourceLoc where, bool menuconfig);
  void BeginChoice(TokenReader& reader, SourceLoc where);
  void BeginMenu(TokenReader& reader, SourceLoc where);
  void BeginIf(TokenReader& reader, SourceLoc where);
  void BeginComment(TokenReader& reader);
  void ReadTitle(TokenReader& reader);
  void ReadMainMenu(TokenReader& reader);
  void FinishConfig(Entry& entry);
  void FinishMenu(Entry& entry);
  void FinishComment(Entry& entry);
  void FinishChoice(Entry& entry);
  void FinishEntry();
  void OpenBlock(Block::Kind kind, SourceLoc where);
  void CloseBlock(const File& file, Block::Kind kind, SourceLoc where);
  void CloseUnfinished(size_t outer_blocks);
  void EndBlock();

  void Source(const File& file, Keyword keyword, TokenReader& reader,
              SourceLoc where);
  void SourceFile(const std::string& path, bool optional, SourceLoc where);
  bool MaySource(const std::string& path, SourceLoc where);
  void TakeHelp(File& file);

  void Fail(SourceLoc where, std::string message);

  const FileSystem& files_;
  SourceFiles& sources_;
  DiagnosticSink& sink_;
  SourceFinder finder_;
  MacroTable macros_;
  Tree tree_;
  Entry entry_;
  BlockStack blocks_;
  std::vector<std::string> open_files_;  ///< innermost last
  uint64_t bytes_ = 0;                   ///< read so far
  uint32_t files_read_ = 0;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_PARSER_H_
