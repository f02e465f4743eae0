// story.h - what `explain` found, as text and as JSON.

#ifndef KPLACE_ANALYZER_REPORT_STORY_H_
#define KPLACE_ANALYZER_REPORT_STORY_H_

#include <string>

#include "analyzer/explain/explain.h"
#include "kbuildparse/kbuild/build_tree.h"

namespace kplace {

std::string StoryText(const Story& story);
std::string StoryJson(const Story& story, const BuildTree& tree);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_STORY_H_
