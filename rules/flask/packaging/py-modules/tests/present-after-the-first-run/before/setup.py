from setuptools import setup

setup(name="pager", py_modules=["pager", "sentry_setup"], install_requires=["flask>=3"])
