find_package(GTest REQUIRED)
include(GoogleTest)

# kplace_add_test(NAME SOURCES a_test.cc … LIBRARIES kplace_x …)
# One program of GoogleTest cases, each of them a ctest of its own.
function(kplace_add_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    KPLACE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    KPLACE_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60)
endfunction()
