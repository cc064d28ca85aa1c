; api = Flask(__name__)
((call function: [(identifier) (attribute)] @_builder) @site
  (#bound-to? @_builder "flask.Flask" "litestar.Litestar" "quart.Quart" "sanic.Sanic" "aiohttp.web.Application"))
