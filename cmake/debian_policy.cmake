# Run by CPack on what it is about to pack: adds what Debian's policy asks of each package, a copyright
# file and a changelog, and compresses the manual pages.
get_filename_component(source ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
file(READ ${source}/LICENSE license)
# In SOURCE_DATE_EPOCH's time, where it is set.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)

function(compress)
  execute_process(COMMAND gzip -9n ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} upper)
  set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}/usr/share)
  set(doc ${share}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
  file(MAKE_DIRECTORY ${doc})
  file(WRITE ${doc}/copyright "Copyright (c) the ${CPACK_PACKAGE_NAME} developers\n\n${license}")
  file(WRITE ${doc}/changelog "${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * docs/changelog.md of the source says what this version has.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  compress(${doc}/changelog)
  file(GLOB pages ${share}/man/man*/*)
  if(pages)
    compress(${pages})
  endif()
endforeach()
