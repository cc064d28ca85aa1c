import connexion

from tides import encoder
from tides.sentry_setup import bind_app, init_sentry


def main():
    init_sentry()
    app = connexion.App(__name__, specification_dir="./openapi/")
    bind_app(app.app)
    app.app.json_encoder = encoder.JSONEncoder
    app.add_api("tides.yaml", pythonic_params=True)
    app.run(port=8080)


if __name__ == "__main__":
    main()
