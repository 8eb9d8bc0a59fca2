// How git gets in at a host where it has no way of its own: as an account that its owner gave.

/** Whom a host is asked as. */
export interface Credential {
  token: string
  login: string
}

/** Null where the owner has no account at this host. Throws a Problem where there is one that cannot be used. */
export type CredentialFor = (host: string) => Promise<Credential | null>
