# The library alone, of the tree that this port is in.
set(SOURCE_PATH ${CURRENT_PORT_DIR}/../..)

vcpkg_cmake_configure(
  SOURCE_PATH ${SOURCE_PATH}
  OPTIONS -DMRS_BUILD_TOOLS=OFF -DMRS_BUILD_TESTS=OFF -DMRS_BUILD_EXAMPLES=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/mrs-client)
vcpkg_fixup_pkgconfig()
file(REMOVE_RECURSE
  ${CURRENT_PACKAGES_DIR}/debug/include
  ${CURRENT_PACKAGES_DIR}/debug/share
  ${CURRENT_PACKAGES_DIR}/share/doc)
vcpkg_install_copyright(FILE_LIST ${SOURCE_PATH}/LICENSE)
