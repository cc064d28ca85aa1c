from setuptools import setup

setup(
	name="pager",
	py_modules=[
		"pager",
		"models",
		"sentry_sampling",
		"sentry_scrubber",
		"sentry_setup",
	],
	install_requires=["flask>=3"],
)
