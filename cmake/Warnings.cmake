# Warnings and sanitizers for our own targets.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                    -Wold-style-cast -Woverloaded-virtual)
if(KPLACE_WERROR)
  add_compile_options(-Werror)
endif()

if(KPLACE_SANITIZE)
  add_compile_options(-fsanitize=${KPLACE_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${KPLACE_SANITIZE})
endif()
if(KPLACE_FUZZ)
  # Coverage for libFuzzer; its main() is linked to the fuzzers alone.
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13
   AND NOT CMAKE_CXX_CLANG_TIDY)
  # False alarms of GCC 12 when it optimises, of which clang-tidy knows nothing:
  # bug 105651 in `"text" + std::string()`, bug 80635 and its kin in moves of
  # std::variant.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
endif()
