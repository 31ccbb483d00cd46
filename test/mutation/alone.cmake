# For a mutation that costs the compiling of one short file: the library's files one by one, with what
# most of them include compiled before. The tests stay joined.
cmake_language(DEFER CALL set_target_properties mrs-client PROPERTIES UNITY_BUILD OFF)
cmake_language(DEFER CALL target_precompile_headers mrs-client PRIVATE
  ${CMAKE_SOURCE_DIR}/test/mutation/common.hpp)
