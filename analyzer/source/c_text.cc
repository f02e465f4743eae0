#include "analyzer/source/c_text.h"

#include <algorithm>

namespace kplace {

std::string BlankOut(std::string_view text) {
  std::string plain(text);
  auto blank = [&](size_t begin, size_t end) {
    for (size_t i = begin; i < std::min(end, plain.size()); ++i) {
      if (plain[i] != '\n') plain[i] = ' ';
    }
  };
  for (size_t i = 0; i < plain.size(); ++i) {
    size_t end = i;
    if (text.substr(i, 2) == "/*") {
      end = text.find("*/", i + 2);
      end = end == std::string_view::npos ? text.size() : end + 2;
    } else if (text.substr(i, 2) == "//") {
      end = std::min(text.find('\n', i), text.size());
    } else if (text[i] == '"' || text[i] == '\'') {
      for (end = i + 1; end < text.size() && text[end] != text[i]; ++end) {
        if (text[end] == '\n') break;
        if (text[end] == '\\') ++end;
      }
      if (end < text.size() && text[end] == text[i]) ++end;
    }
    if (end == i) continue;
    blank(i, end);
    i = end - 1;
  }
  return plain;
}

size_t LogicalLineEnd(std::string_view text, size_t begin) {
  size_t end = text.find('\n', begin);
  while (end != std::string_view::npos && end > begin &&
         text[end - 1] == '\\') {
    end = text.find('\n', end + 1);
  }
  return std::min(end, text.size());
}

size_t AfterBracket(std::string_view text, size_t open) {
  const char begin = text[open];
  const char end = begin == '(' ? ')' : begin == '{' ? '}' : ']';
  int depth = 0;
  for (size_t i = open; i < text.size(); ++i) {
    if (text[i] == begin) ++depth;
    if (text[i] == end && --depth == 0) return i + 1;
  }
  return text.size();
}

}  // namespace kplace
