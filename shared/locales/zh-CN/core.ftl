### core
