# What we build on; all of it is packaged by Debian 12 (see ./setup).
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)

# LLVM 19 (the first with compact relocations) or later, newest first.  Debian's LLVMConfig compares versions
# exactly ("19" does not match 19.1.7), so each major is looked for by its
# directory and the version is checked afterwards.
if(NOT LLVM_DIR)
  foreach(major RANGE 30 19 -1)
    if(EXISTS /usr/lib/llvm-${major}/lib/cmake/llvm/LLVMConfig.cmake)
      set(LLVM_DIR /usr/lib/llvm-${major}/lib/cmake/llvm)
      break()
    endif()
  endforeach()
endif()
find_package(LLVM REQUIRED CONFIG)
if(LLVM_VERSION_MAJOR LESS 19)
  message(FATAL_ERROR "kplace needs LLVM 19 or later; found "
                      "${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}")
endif()
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} from ${LLVM_DIR}")

# For compressed modules.  LLVM may have looked for zstd already.
find_package(ZLIB REQUIRED)
find_package(LibLZMA REQUIRED)
if(NOT TARGET zstd::libzstd_shared)
  find_package(zstd REQUIRED CONFIG)
endif()

# The SAT solver; Debian packages it as a static library without a CMake file.
find_path(CADICAL_INCLUDE_DIR cadical.hpp REQUIRED)
find_library(CADICAL_LIBRARY cadical REQUIRED)
add_library(cadical::cadical UNKNOWN IMPORTED)
set_target_properties(cadical::cadical PROPERTIES
  IMPORTED_LOCATION ${CADICAL_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${CADICAL_INCLUDE_DIR})

# Settings are TOML.
find_package(tomlplusplus REQUIRED)

# JUnit reports are XML.
find_package(pugixml REQUIRED)

# Indexes are SQLite files.
find_package(SQLiteCpp REQUIRED)
