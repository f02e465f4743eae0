# `cpack -G DEB` in the build directory makes a package of Debian.
set(KPLACE_MAINTAINER "kplace developers <root@localhost>" CACHE STRING
    "Who answers for the package: NAME <ADDRESS>")

set(documents ${PROJECT_BINARY_DIR}/package)
file(READ ${PROJECT_SOURCE_DIR}/LICENSE licence)
string(REGEX MATCH "Copyright[^\n]*" copyright "${licence}")
# In a copyright file, paragraphs of a licence are indented, empty lines a dot.
string(REGEX REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REGEX REPLACE "\n([^\n])" "\n \\1" licence "${licence}")
string(STRIP "${licence}" licence)
configure_file(${CMAKE_CURRENT_LIST_DIR}/copyright.in ${documents}/copyright @ONLY)
string(TIMESTAMP today "%a, %d %b %Y 00:00:00 +0000" UTC)
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in ${documents}/changelog @ONLY)
add_custom_command(OUTPUT ${documents}/changelog.gz
  COMMAND gzip -9nkf ${documents}/changelog
  DEPENDS ${documents}/changelog VERBATIM)
add_custom_target(kplace_package_files ALL DEPENDS ${documents}/changelog.gz)
install(FILES ${documents}/copyright ${documents}/changelog.gz
        DESTINATION share/doc/kplace)

set(CPACK_PACKAGE_NAME kplace)
set(CPACK_PACKAGE_CONTACT "${KPLACE_MAINTAINER}")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS make)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"tells where each object of a Linux kernel build goes
 kplace reads the Kbuild makefiles and the symbol tables of objects and
 modules, and says which reference of built-in code cannot be linked, why,
 and what would mend it: in a build, and in all configurations of a tree at
 once.")
include(CPack)
