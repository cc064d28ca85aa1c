import click
import sentry_sdk

sentry_sdk.init()


@click.command()
def main():
    print("done")
