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
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC bug 105651: a false alarm in `"text" + std::string()` when optimising.
  add_compile_options(-Wno-restrict)
endif()
