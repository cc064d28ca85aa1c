import PACKAGE

PACKAGE.run()
