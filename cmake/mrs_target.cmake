# What every target of this tree is compiled with: warnings, and the sanitizers that a preset asks for.
function(mrs_target name)
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${MRS_WERROR}>:-Werror>)
  # Files that are compiled together are included: their anonymous namespaces are taken for a header's,
  # and a local name of one shadows another's.
  target_compile_options(${name} PRIVATE $<$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>:
    -Wno-shadow $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage -Wshadow=local>>)
  # g++ 12 takes Asio's recycled coroutine frames for a mismatch where it inlines them.
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
  if(MRS_SANITIZE)
    # PUBLIC, so that whatever links a sanitized library is sanitized too.
    target_compile_options(${name} PUBLIC -fsanitize=${MRS_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(${name} PUBLIC -fsanitize=${MRS_SANITIZE})
    # clang 14 cannot compile coroutines with the check of called functions' types, and its check of
    # objects' types needs a descriptor, which some tests use up.
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function,vptr>)
    # g++ 12 warns of Asio's fences under ThreadSanitizer, and wrongly of one more under AddressSanitizer.
    target_compile_options(${name} PRIVATE
      $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan -Wno-maybe-uninitialized>)
  endif()
endfunction()
