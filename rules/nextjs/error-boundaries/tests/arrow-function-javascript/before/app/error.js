'use client'

const ShopError = ({ error }) => {
  return <p>{error.message}</p>
}

export default ShopError
