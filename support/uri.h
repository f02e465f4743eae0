// uri.h - paths as URIs (RFC 3986).

#ifndef KPLACE_SUPPORT_URI_H_
#define KPLACE_SUPPORT_URI_H_

#include <string>
#include <string_view>

namespace kplace {

/// A relative reference, or "file:///…" of an absolute path: every byte but
/// letters, digits, "-._~" and "/" is written as %XX.
std::string UriPath(std::string_view path);

}  // namespace kplace

#endif  // KPLACE_SUPPORT_URI_H_
