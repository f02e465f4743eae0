#include "kbuildparse/make/logical_line.h"

#include "support/text.h"

namespace kplace::make {
namespace {

/// How many backslashes stand right before `position`.
size_t BackslashesBefore(std::string_view text, size_t position) {
  size_t count = 0;
  while (count < position && text[position - 1 - count] == '\\') ++count;
  return count;
}

void DropTrailingBlanks(std::string& text) {
  while (!text.empty() && IsBlank(text.back())) text.pop_back();
}

}  // namespace

bool LineReader::Next(LogicalLine* line) {
  if (rest_.empty()) return false;
  line->number = number_;
  size_t end = 0;
  for (;;) {
    end = rest_.find('\n', end);
    if (end == std::string_view::npos) {
      line->raw = rest_;
      rest_ = {};
      ++number_;
      return true;
    }
    ++number_;
    if (BackslashesBefore(rest_, end) % 2 == 0) break;
    ++end;
  }
  line->raw = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  return true;
}

std::string_view FoldContinuations(std::string_view raw, TextPool& pool) {
  size_t newline = raw.find('\n');
  if (newline == std::string_view::npos) return raw;
  std::string folded;
  folded.reserve(raw.size());
  size_t begin = 0;
  for (; newline != std::string_view::npos; newline = raw.find('\n', begin)) {
    size_t backslashes = BackslashesBefore(raw.substr(begin), newline - begin);
    folded += raw.substr(begin, newline - begin - backslashes);
    folded.append(backslashes / 2, '\\');
    begin = newline + 1;
    if (backslashes % 2 == 0) {
      folded += '\n';
      continue;
    }
    while (begin < raw.size() && IsBlank(raw[begin])) ++begin;
    DropTrailingBlanks(folded);
    folded += ' ';
  }
  folded += raw.substr(begin);
  return pool.Keep(std::move(folded));
}

size_t SkipReference(std::string_view line, size_t dollar) {
  if (dollar + 1 >= line.size()) return line.size();
  char open = line[dollar + 1];
  size_t i = dollar + 2;
  if (open != '(' && open != '{') return i;
  char close = open == '(' ? ')' : '}';
  for (int depth = 1; i < line.size(); ++i) {
    if (line[i] == open) ++depth;
    if (line[i] == close && --depth == 0) return i + 1;
  }
  return i;
}

size_t FindUnquoted(std::string_view line, std::string_view stops) {
  size_t i = 0;
  while (i < line.size()) {
    if (line[i] == '$') {
      i = SkipReference(line, i);
      continue;
    }
    bool stop = stops.find(line[i]) != std::string_view::npos;
    if (stop && BackslashesBefore(line, i) % 2 == 0) return i;
    ++i;
  }
  return std::string_view::npos;
}

std::string_view RemoveComment(std::string_view line, TextPool& pool) {
  if (line.find('#') == std::string_view::npos) return line;
  std::string kept;
  size_t begin = 0;
  bool changed = false;
  for (size_t i = 0; i < line.size();) {
    if (line[i] == '$') {
      i = SkipReference(line, i);
      continue;
    }
    if (line[i] != '#') {
      ++i;
      continue;
    }
    // Backslashes before '#' are halved; an odd one quotes it.
    size_t backslashes = BackslashesBefore(line.substr(begin), i - begin);
    kept += line.substr(begin, i - begin - backslashes);
    kept.append(backslashes / 2, '\\');
    changed = changed || backslashes != 0;
    if (backslashes % 2 == 0) {
      return changed ? pool.Keep(std::move(kept)) : line.substr(0, i);
    }
    begin = i++;
  }
  if (!changed) return line;
  kept += line.substr(begin);
  return pool.Keep(std::move(kept));
}

std::string_view SkipSpace(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view FirstToken(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && !IsSpace(text[end])) ++end;
  return text.substr(0, end);
}

}  // namespace kplace::make
