#include "cli/make_command_line.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "support/path.h"

namespace kplace::cli {
namespace {

/// What stands after an option.
enum class Takes {
  kNothing,
  kWord,    ///< the rest, or the next word
  kNumber,  ///< the rest, or the next word if it is a number
  kRest,    ///< the rest, if there is any
};

struct MakeOption {
  char letter;
  Takes takes;
  std::string_view names;  ///< of the long ones, each between blanks
};

/// Those that take something, and those that matter here.
constexpr std::array<MakeOption, 18> kOptions = {{
    {'C', Takes::kWord, " directory "},
    {'f', Takes::kWord, " file makefile "},
    {'I', Takes::kWord, " include-dir "},
    {'o', Takes::kWord, " old-file assume-old "},
    {'W', Takes::kWord, " what-if new-file assume-new "},
    {'E', Takes::kWord, " eval "},
    {'j', Takes::kNumber, " jobs "},
    {'l', Takes::kNumber, " load-average max-load "},
    {'O', Takes::kRest, " output-sync "},
    {'\0', Takes::kRest, " debug "},  // -d takes nothing
    {'s', Takes::kNothing, " silent quiet "},
    {'n', Takes::kNothing, " just-print dry-run recon "},
    {'q', Takes::kNothing, " question "},
    {'t', Takes::kNothing, " touch "},
    {'v', Takes::kNothing, " version "},
    {'h', Takes::kNothing, " help "},
    {'S', Takes::kNothing, " no-keep-going stop "},
    {'p', Takes::kNothing, " print-data-base "},
}};

const MakeOption* OptionOf(char letter) {
  auto option = std::find_if(
      kOptions.begin(), kOptions.end(),
      [letter](const MakeOption& each) { return each.letter == letter; });
  return option == kOptions.end() ? nullptr : &*option;
}

/// Names may be cut short.
const MakeOption* OptionOf(std::string_view name) {
  const std::string begin = " " + std::string(name);
  for (const std::string& wanted : {begin + ' ', begin}) {
    for (const MakeOption& option : kOptions) {
      if (option.names.find(wanted) != std::string_view::npos) return &option;
    }
  }
  return nullptr;
}

bool IsNumber(const std::string& word) {
  return !word.empty() && std::isdigit(static_cast<unsigned char>(word[0]));
}

class Reader {
 public:
  explicit Reader(const std::vector<std::string>& arguments)
      : arguments_(arguments) {}

  MakeCommandLine Read() {
    for (; at_ < arguments_.size(); ++at_) {
      const std::string& word = arguments_[at_];
      if (word == "--") {
        options_ended_ = true;
      } else if (options_ended_ || word.size() < 2 || word[0] != '-') {
        Plain(word);
      } else if (word[1] == '-') {
        Long(word.substr(2));
      } else {
        Letters(word);
      }
    }
    return std::move(line_);
  }

 private:
  void Plain(const std::string& word) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos) {
      if (!word.empty() && word != "-") line_.goals.push_back(word);
      return;
    }
    // A=b, A:=b, A?=b, A+=b
    const std::string name = word.substr(
        0, word.find_last_not_of(":?+!", equals == 0 ? 0 : equals - 1) + 1);
    line_.variables[name] = word.substr(equals + 1);
  }

  void Long(const std::string& text) {
    const size_t equals = text.find('=');
    const MakeOption* option = OptionOf(text.substr(0, equals));
    if (option == nullptr) return;
    if (equals != std::string::npos) {
      Take(*option, text.substr(equals + 1));
    } else {
      TakeNext(*option);
    }
  }

  void Letters(const std::string& word) {
    for (size_t i = 1; i < word.size(); ++i) {
      const MakeOption* option = OptionOf(word[i]);
      if (option == nullptr) continue;
      if (option->takes == Takes::kNothing) {
        Take(*option, "");
        continue;
      }
      const std::string rest = word.substr(i + 1);
      if (rest.empty()) {
        TakeNext(*option);
      } else {
        Take(*option, rest);
      }
      return;
    }
  }

  void TakeNext(const MakeOption& option) {
    const bool more = at_ + 1 < arguments_.size();
    const bool next =
        option.takes == Takes::kWord || (option.takes == Takes::kNumber &&
                                         more && IsNumber(arguments_[at_ + 1]));
    Take(option, next && more ? arguments_[++at_] : "");
  }

  void Take(const MakeOption& option, const std::string& value) {
    switch (option.letter) {
      case 'C':
        line_.directory =
            line_.directory.empty() ? value : JoinPath(line_.directory, value);
        return;
      case 's':
        line_.silent = true;
        return;
      case 'n':
      case 'q':
      case 't':
      case 'v':
      case 'h':
        line_.does_not_build = true;
        return;
      default:
        return;
    }
  }

  const std::vector<std::string>& arguments_;
  size_t at_ = 0;
  bool options_ended_ = false;
  MakeCommandLine line_;
};

}  // namespace

MakeCommandLine ReadMakeCommandLine(const std::vector<std::string>& arguments) {
  return Reader(arguments).Read();
}

BuildTreeOptions BuildOf(const MakeCommandLine& line,
                         const EnvironmentValue& environment) {
  auto given = [&](const char* name) {
    auto known = line.variables.find(name);
    return known == line.variables.end() ? std::string() : known->second;
  };
  auto value = [&](const char* name) {
    const std::string word = given(name);
    return word.empty() ? environment(name) : word;
  };
  // Paths are from where make is.
  const std::string here = line.directory.empty() ? "." : line.directory;
  std::string output = given("O");
  if (output.empty()) output = value("KBUILD_OUTPUT");
  BuildTreeOptions build;
  build.build_dir = output.empty() ? here : JoinPath(here, output);
  if (!output.empty()) build.source_dir = here;
  build.arch = value("ARCH");
  std::string external = value("M");
  if (external.empty()) external = environment("KBUILD_EXTMOD");
  if (!external.empty()) build.external_dir = JoinPath(here, external);
  if (std::string config = value("KCONFIG_CONFIG"); !config.empty()) {
    build.config_file = config;
  }
  return build;
}

bool Links(const MakeCommandLine& line) {
  // Images are made of vmlinux; packages of that and of modules.
  static constexpr std::array<std::string_view, 26> kGoals = {
      "all",           "vmlinux",    "modules",    "bzImage",     "zImage",
      "Image",         "Image.gz",   "Image.lz4",  "Image.lzma",  "Image.lzo",
      "Image.zst",     "Image.xz",   "vmlinuz",    "vmlinuz.efi", "uImage",
      "zImage.initrd", "xipImage",   "image",      "loader",      "compressed",
      "deb-pkg",       "bindeb-pkg", "binrpm-pkg", "rpm-pkg",     "tar-pkg",
      "isoimage"};
  if (line.does_not_build) return false;
  return line.goals.empty() ||
         std::any_of(line.goals.begin(), line.goals.end(),
                     [](const std::string& goal) {
                       return std::find(kGoals.begin(), kGoals.end(), goal) !=
                              kGoals.end();
                     });
}

}  // namespace kplace::cli
