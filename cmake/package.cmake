# Debian's packages: libmrs-client-dev is the component dev, mrs-client-tools the component tools.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME mrs-client)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "mrs-client developers <mrs-client@example.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian_policy.cmake)

set(CPACK_COMPONENTS_ALL dev)
if(MRS_BUILD_TOOLS)
  list(APPEND CPACK_COMPONENTS_ALL tools)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libmrs-client-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_DEV_DESCRIPTION
  "This package has the static library, its headers and documents, and what
CMake and pkg-config find it by.")
# What the CMake package looks for, in the version that the library was compiled with.
set(boost_version ${Boost_VERSION_MAJOR}.${Boost_VERSION_MINOR})
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libboost${boost_version}-dev, \
libboost-json${boost_version}-dev, libboost-url${boost_version}-dev, libssl-dev (>= 3)")

set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME mrs-client-tools)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION utils)
set(CPACK_COMPONENT_TOOLS_DESCRIPTION
  "mrs-cancel cancels from one to millions of executions, paced by the quota.
mrs-emulator implements the service's SQL calls on this machine, for tests.")
set(CPACK_DEBIAN_TOOLS_PACKAGE_SHLIBDEPS ON)

include(CPack)
