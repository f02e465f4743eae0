// fid.h - the identity of a finding, the same tomorrow and on another machine.
//
// A baseline or a waiver names findings by it, so nothing goes in that a
// harmless edit moves: no line, configuration, compiler, absolute path or
// message.  What goes in is the format's version, the rule, the object, the
// symbol and the units that own the object.

#ifndef KPLACE_ANALYZER_FID_H_
#define KPLACE_ANALYZER_FID_H_

#include <string>
#include <string_view>
#include <vector>

namespace kplace {

/// Sixteen hexadecimal digits; `units` may be in any order.
std::string FindingId(std::string_view rule_code, std::string_view object,
                      std::string_view symbol, std::vector<std::string> units);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_FID_H_
