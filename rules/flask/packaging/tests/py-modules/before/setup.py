from setuptools import setup

setup(
    name="pager",
    py_modules=["pager"],
    install_requires=["flask>=2"],
)
