#include "analyzer/modules/module_cycles.h"

#include <algorithm>
#include <unordered_map>

namespace kplace {
namespace {

using Graph = std::span<const std::vector<uint32_t>>;

/// Tarjan's algorithm, without recursion: dependencies may be thousands deep in
/// a hostile tree.
class Components {
 public:
  explicit Components(Graph graph) : graph_(graph), nodes_(graph.size()) {}

  std::vector<std::vector<uint32_t>> Find() {
    for (uint32_t root = 0; root < graph_.size(); ++root) {
      if (nodes_[root].order == 0) Visit(root);
    }
    return std::move(found_);
  }

 private:
  struct Node {
    uint32_t order = 0;  ///< of the visit, from 1
    uint32_t low = 0;    ///< the first visited that can be reached
    bool open = false;   ///< its component is not complete
  };
  struct Frame {
    uint32_t node;
    size_t next;  ///< edge to look at
  };

  void Open(uint32_t node) {
    nodes_[node].order = nodes_[node].low = ++visited_;
    nodes_[node].open = true;
    open_.push_back(node);
    frames_.push_back({node, 0});
  }

  void Visit(uint32_t root) {
    Open(root);
    while (!frames_.empty()) {
      auto& [node, next] = frames_.back();
      if (next == graph_[node].size()) {
        Close();
        continue;
      }
      const Node& other = nodes_[graph_[node][next]];
      if (other.order == 0) {
        Open(graph_[node][next++]);  // invalidates the references
        continue;
      }
      if (other.open) {
        nodes_[node].low = std::min(nodes_[node].low, other.order);
      }
      ++next;
    }
  }

  void Close() {
    uint32_t node = frames_.back().node;
    frames_.pop_back();
    if (!frames_.empty()) {
      Node& parent = nodes_[frames_.back().node];
      parent.low = std::min(parent.low, nodes_[node].low);
    }
    if (nodes_[node].low != nodes_[node].order) return;
    auto begin = std::find(open_.rbegin(), open_.rend(), node).base() - 1;
    std::vector<uint32_t> component(begin, open_.end());
    open_.erase(begin, open_.end());
    for (uint32_t member : component) nodes_[member].open = false;
    if (component.size() < 2) return;
    std::sort(component.begin(), component.end());
    found_.push_back(std::move(component));
  }

  Graph graph_;
  std::vector<Node> nodes_;
  uint32_t visited_ = 0;
  std::vector<uint32_t> open_;
  std::vector<Frame> frames_;
  std::vector<std::vector<uint32_t>> found_;
};

/// Breadth first from `start` within the component until it is met again; empty
/// when that takes `limit` steps or more.
std::vector<uint32_t> ShortestFrom(uint32_t start, Graph graph,
                                   const std::vector<uint32_t>& component,
                                   size_t limit) {
  std::unordered_map<uint32_t, uint32_t> came_from;
  std::vector<uint32_t> layer = {start};
  for (size_t steps = 1; steps < limit && !layer.empty(); ++steps) {
    std::vector<uint32_t> next;
    for (uint32_t node : layer) {
      for (uint32_t other : graph[node]) {
        if (other == start) {
          std::vector<uint32_t> way = {node};
          while (way.back() != start) way.push_back(came_from[way.back()]);
          std::reverse(way.begin(), way.end());
          return way;
        }
        if (!std::binary_search(component.begin(), component.end(), other)) {
          continue;
        }
        if (came_from.try_emplace(other, node).second) next.push_back(other);
      }
    }
    layer = std::move(next);
  }
  return {};
}

}  // namespace

std::vector<ModuleCycle> FindModuleCycles(
    std::span<const std::vector<uint32_t>> uses) {
  std::vector<ModuleCycle> cycles;
  for (std::vector<uint32_t>& component : Components(uses).Find()) {
    ModuleCycle cycle;
    for (uint32_t start : component) {
      size_t limit = cycle.shortest.empty() ? SIZE_MAX : cycle.shortest.size();
      std::vector<uint32_t> way = ShortestFrom(start, uses, component, limit);
      if (!way.empty()) cycle.shortest = std::move(way);
      if (cycle.shortest.size() == 2) break;
    }
    std::rotate(cycle.shortest.begin(),
                std::min_element(cycle.shortest.begin(), cycle.shortest.end()),
                cycle.shortest.end());
    cycle.modules = std::move(component);
    cycles.push_back(std::move(cycle));
  }
  std::sort(cycles.begin(), cycles.end(),
            [](const ModuleCycle& a, const ModuleCycle& b) {
              return a.modules.front() < b.modules.front();
            });
  return cycles;
}

}  // namespace kplace
