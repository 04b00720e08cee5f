import { readShopFile } from '../../src/shop/profile/read-shop-file.ts'

const shop = readShopFile('src/shop/profile/sample-shop.yaml')
if (Array.isArray(shop)) throw new Error('the sample shop has mistakes')

/** The sample shop's profile, adopted. */
export const sampleShop = { ...shop, version: 1 }
export const sampleProfile = { current: () => sampleShop }
