// extent_map.h - which function or object is around an offset of a section.
//
// Both linkers name the place of a reference in their messages, and in the same
// way: by the innermost symbol that encloses it, or by the code before it.

#ifndef KPLACE_OBJREADER_INTERNAL_EXTENT_MAP_H_
#define KPLACE_OBJREADER_INTERNAL_EXTENT_MAP_H_

#include <cstdint>
#include <vector>

namespace kplace {

/// A stretch of a section that bears a name.
struct Extent {
  static constexpr uint32_t kNoParent = ~uint32_t{0};

  uint32_t section;
  uint64_t begin;
  uint64_t size;  ///< 0: up to the next one
  int rank;       ///< which name is the better one for the same stretch
  uint32_t symbol;
  bool is_code;                 ///< a function or a label, not an object
  uint32_t parent = kNoParent;  ///< the extent around this one

  bool Contains(uint64_t offset) const {
    return offset >= begin && (size == 0 || offset - begin < size);
  }
};

class ExtentMap {
 public:
  void Add(const Extent& extent) { extents_.push_back(extent); }

  /// To be called once, after the last Add().
  void Finish();

  /// The innermost extent, or null.
  const Extent* Find(uint32_t section, uint64_t offset) const;

 private:
  std::vector<Extent> extents_;
};

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_EXTENT_MAP_H_
