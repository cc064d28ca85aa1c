FROM node:22
RUN --mount=type=bind,target=/src make
