// KP0005: a module uses a symbol of a namespace that it does not import.
//
// modpost refuses it, or only warns with
// CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS (scripts/mod/modpost.c,
// check_exports: "module a uses symbol f from namespace NS, but does not import
// it").  A namespace that starts with "module:" cannot be imported: it is the
// list of the modules that may use the symbol (EXPORT_SYMBOL_FOR_MODULES).

#include <fmt/format.h>

#include "analyzer/rules/module_need.h"
#include "analyzer/rules/rules.h"
#include "support/path.h"

namespace kplace {
namespace {

constexpr std::string_view kModules = "module:";

/// Since Linux 6.13 the argument is a string; before, it was a bare word that
/// include/linux/module.h turned into one.
std::string ImportLine(std::string_view name_space, RuleContext& context) {
  const AnalysisInput& input = context.input;
  if (input.tree == nullptr) {
    return fmt::format("MODULE_IMPORT_NS(\"{}\")", name_space);
  }
  Result<std::string> header = input.files->Read(
      JoinPath(input.tree->source_dir, "include/linux/module.h"));
  constexpr std::string_view kDefine = "#define MODULE_IMPORT_NS(";
  bool bare = false;
  if (header) {
    size_t at = header->find(kDefine);
    if (at != std::string::npos) {
      std::string_view line(*header);
      line = line.substr(at, line.find('\n', at) - at);
      bare = line.find("STRING") != std::string_view::npos ||
             line.find("__stringify") != std::string_view::npos;
    }
  }
  return bare ? fmt::format("MODULE_IMPORT_NS({})", name_space)
              : fmt::format("MODULE_IMPORT_NS(\"{}\")", name_space);
}

void TellOfModules(const FaultyNeed& fault, RuleContext& context,
                   Finding& finding) {
  std::string_view list = fault.need->provider->name_space;
  list.remove_prefix(kModules.size());
  finding.message = fmt::format("{}, which is exported for the modules {} only",
                                UserSays(fault, context), list);
  std::string_view module = BaseName(context.plan.modules[fault.module].name);
  const DefinitionSite& site = finding.definitions.front();
  finding.help = fmt::format(
      "add {} to the list in EXPORT_SYMBOL_FOR_MODULES({}, \"{}\") of {}",
      module.substr(0, module.find(".ko")), fault.need->name, list,
      site.source.empty() ? site.object : site.source);
}

void Tell(const FaultyNeed& fault, RuleContext& context, Finding& finding) {
  AddProvider(fault, context, finding);
  std::string_view name_space = fault.need->provider->name_space;
  if (name_space.starts_with(kModules)) {
    TellOfModules(fault, context, finding);
    return;
  }
  Because why;
  why.subject = finding.symbol;
  why.verdict = "namespace";
  why.sentence =
      fmt::format("{} is exported in {}; {} imports ", fault.need->name,
                  name_space, context.plan.modules[fault.module].name);
  const auto& imports = context.modules.linked[fault.module].imports;
  for (std::string_view import : imports) {
    if (import != imports.front()) why.sentence += ", ";
    why.sentence += import;
  }
  if (imports.empty()) why.sentence += "none";
  finding.because.push_back(std::move(why));
  finding.message =
      fmt::format("{} from the namespace {}, which it does not import",
                  UserSays(fault, context), name_space);
  finding.help = fmt::format("add {}; to {}", ImportLine(name_space, context),
                             MainSourceOf(fault.module, context));
}

}  // namespace

void FindModuleMissingNamespaceImport(const RuleInfo& info,
                                      RuleContext& context,
                                      std::vector<Finding>& findings) {
  constexpr char kAllowed[] = "CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS";
  const BuildTree* tree = context.input.tree;
  bool allowed = tree != nullptr && tree->config.ValueOf(kAllowed) == "y";
  for (const FaultyNeed& fault : context.modules.faults) {
    if (fault.fault != NeedFault::kNamespace) continue;
    for (Finding& finding : FindingsFor(info, fault, context)) {
      if (allowed) finding.level = FindingLevel::kWarning;
      Tell(fault, context, finding);
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace kplace
