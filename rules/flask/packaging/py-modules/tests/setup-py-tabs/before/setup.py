from setuptools import setup

setup(
	name="pager",
	py_modules=["pager", "models"],
	install_requires=["flask>=3"],
)
