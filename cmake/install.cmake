# The component dev: what a program is built with. The programs are the component tools, and say so
# where they are.
include(CMakePackageConfigHelpers)

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME dev)
set(MRS_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/mrs-client)

install(TARGETS mrs-client EXPORT mrs-client-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/mrs DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.hpp")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR}
  FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN man EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
  PATTERN examples/CMakeLists.txt EXCLUDE PATTERN test EXCLUDE PATTERN .clang-tidy EXCLUDE)

# A static library needs at every link what a shared one needs at its own.
set(MRS_PC_LIBS "-pthread")
set(MRS_PC_LIBS_PRIVATE "-lboost_json -lboost_url -lssl -lcrypto")
if(NOT BUILD_SHARED_LIBS)
  string(APPEND MRS_PC_LIBS " ${MRS_PC_LIBS_PRIVATE}")
  set(MRS_PC_LIBS_PRIVATE "")
endif()
set(MRS_PC_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH MRS_PC_PREFIX /${MRS_PC_DIR} /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/mrs-client.pc.in ${PROJECT_BINARY_DIR}/mrs-client.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/mrs-client.pc DESTINATION ${MRS_PC_DIR})

install(EXPORT mrs-client-targets NAMESPACE mrs:: DESTINATION ${MRS_PACKAGE_DIR})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/mrs-client-config.cmake.in
  ${PROJECT_BINARY_DIR}/mrs-client-config.cmake INSTALL_DESTINATION ${MRS_PACKAGE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/mrs-client-config-version.cmake
  COMPATIBILITY SameMajorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/mrs-client-config.cmake
  ${PROJECT_BINARY_DIR}/mrs-client-config-version.cmake
  DESTINATION ${MRS_PACKAGE_DIR})
