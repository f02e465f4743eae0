// why_not.h - what `place --why-not` found, as text and as JSON.

#ifndef KPLACE_ANALYZER_REPORT_WHY_NOT_H_
#define KPLACE_ANALYZER_REPORT_WHY_NOT_H_

#include <string>

#include "analyzer/explain/why_not.h"
#include "kbuildparse/kbuild/build_tree.h"

namespace kplace {

std::string WhyNotText(const WhyNot& answer, const BuildTree& tree);
std::string WhyNotJson(const WhyNot& answer, const BuildTree& tree);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_WHY_NOT_H_
