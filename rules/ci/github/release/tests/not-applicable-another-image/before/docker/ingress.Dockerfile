FROM nginx:1.27
COPY docker/nginx.conf /etc/nginx/
