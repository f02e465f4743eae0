#include "kbuildparse/kconfig/write_config.h"

#include <vector>

namespace kplace::kconfig {
namespace {

class ConfigWriter {
 public:
  ConfigWriter(const SymbolTable& symbols, Values& values)
      : symbols_(symbols), values_(values), written_(symbols.size()) {}

  std::string Write() {
    text_ = "#\n# Automatically generated file; DO NOT EDIT.\n# " +
            symbols_.tree().title() + "\n#\n";
    const std::vector<MenuNode>& nodes = symbols_.tree().nodes();
    for (size_t i = 0; i < nodes.size(); ++i) {
      EndMenus(i);
      WriteNode(i, nodes[i]);
      if (nodes[i].kind == MenuNode::Kind::kMenu) open_.push_back(i);
    }
    EndMenus(nodes.size());
    return std::move(text_);
  }

 private:
  void WriteNode(size_t index, const MenuNode& node) {
    switch (node.kind) {
      case MenuNode::Kind::kChoice:
        break;
      case MenuNode::Kind::kOption:
        WriteOption(*symbols_.Find(node.definition->option));
        break;
      case MenuNode::Kind::kMenu:
      case MenuNode::Kind::kComment:
        if (!IsVisible(index)) break;
        text_ += "\n#\n# " + node.title + "\n#\n";
        needs_newline_ = false;
    }
  }

  void EndMenus(size_t next) {
    const std::vector<MenuNode>& nodes = symbols_.tree().nodes();
    while (!open_.empty() && nodes[open_.back()].end <= next) {
      size_t menu = open_.back();
      open_.pop_back();
      if (!IsVisible(menu)) continue;
      text_ += "# end of " + nodes[menu].title + "\n";
      needs_newline_ = true;
    }
  }

  bool IsVisible(size_t node) {
    return values_.Evaluate(symbols_.Visibility(node)) != Tristate::kNo &&
           values_.Evaluate(symbols_.TitleCondition(node)) != Tristate::kNo;
  }

  void WriteOption(SymbolNo number) {
    if (written_[number] || !values_.IsWritten(number)) return;
    written_[number] = true;
    if (needs_newline_) text_ += '\n';
    needs_newline_ = false;
    const Symbol& symbol = symbols_[number];
    std::string value = values_.TextOf(number);
    std::string name = "CONFIG_" + std::string(symbol.name);
    if (IsTristateType(symbol.type) && value == "n") {
      text_ += "# " + name + " is not set\n";
      return;
    }
    if (symbol.type == OptionType::kString) value = Quote(value);
    text_ += name + '=' + value + '\n';
  }

  const SymbolTable& symbols_;
  Values& values_;
  std::vector<bool> written_;
  std::vector<size_t> open_;  ///< menus
  std::string text_;
  bool needs_newline_ = false;
};

}  // namespace

std::string WriteConfig(const SymbolTable& symbols, Values& values) {
  return ConfigWriter(symbols, values).Write();
}

}  // namespace kplace::kconfig
