# SPDX-License-Identifier: BSL-1.0
# The library alone, as a recipe of Conan 2.
from pathlib import Path
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir

required_conan_version = ">=2.0"


class MrsClientRecipe(ConanFile):
    name = "mrs-client"
    description = "Asynchronous client that cancels SQL executions in Huawei Cloud MRS clusters"
    license = "BSL-1.0"
    topics = ("asio", "coroutines", "huawei-cloud", "mrs")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True}
    implements = ["auto_shared_fpic"]

    @property
    def _tree(self):
        return Path(self.recipe_folder).parent.parent

    def set_version(self):
        header = load(self, str(self._tree / "include/mrs/version.hpp"))
        self.version = re.search(r'MRS_VERSION_STRING "(.*)"', header).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "README.md", "cmake/*", "docs/*", "include/*", "src/*"):
            copy(self, pattern, str(self._tree), self.export_sources_folder)

    def requirements(self):
        # The public headers include Asio and Boost.System.
        self.requires("boost/[>=1.81 <2]", transitive_headers=True)
        self.requires("openssl/[>=3 <4]")

    def validate(self):
        check_min_cppstd(self, 20)

    def build_requirements(self):
        self.tool_requires("cmake/[>=3.22]")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for part in ("TOOLS", "TESTS", "EXAMPLES"):
            toolchain.cache_variables[f"MRS_BUILD_{part}"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, str(Path(self.package_folder) / "licenses"))
        # Conan makes these itself, and its packages have no documents.
        for folder in ("lib/cmake", "lib/pkgconfig", "share"):
            rmdir(self, str(Path(self.package_folder) / folder))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "mrs-client")
        self.cpp_info.set_property("cmake_target_name", "mrs::client")
        self.cpp_info.set_property("pkg_config_name", "mrs-client")
        self.cpp_info.libs = ["mrs-client"]
        self.cpp_info.requires = ["boost::headers", "boost::json", "boost::url", "openssl::openssl"]
        self.cpp_info.system_libs = ["pthread"]
