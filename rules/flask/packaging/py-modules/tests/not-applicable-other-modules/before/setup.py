from setuptools import setup

setup(name="pager", py_modules=["tools"], install_requires=["flask>=3"])
