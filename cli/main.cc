#include <iostream>

#include "cli/run.h"
#include "support/file_system.h"

int main(int argc, char** argv) {
  kplace::RealFileSystem files;
  return kplace::cli::Run(argc, argv, files, std::cout, std::cerr);
}
