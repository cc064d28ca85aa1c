; api = FastAPI()
((call function: [(identifier) (attribute)] @_builder) @site
  (#bound-to? @_builder "fastapi.FastAPI" "starlette.applications.Starlette" "litestar.Litestar" "quart.Quart" "sanic.Sanic"))
