import type { FastifyReply } from 'fastify';
import { Text } from '#platform/http';

/** An error in the words of OAuth (RFC 6749 §5.2). */
export class OAuthFault extends Error {
  constructor(
    readonly error: string,
    readonly description = '',
    readonly status: 400 | 401 = 400,
  ) {
    super(`${error}: ${description}`);
  }

  /** The client is not known, or has not shown that it is who it says. */
  static client(): OAuthFault {
    return new OAuthFault('invalid_client', '', 401);
  }

  static missing(parameter: string): OAuthFault {
    return new OAuthFault('invalid_request', `Missing ${parameter} parameter.`);
  }
}

export class OAuthFaultDto {
  @Text() error: string;
  @Text({ optional: true, blank: true }) error_description?: string;
}

/**
 * Answers with what the work returns, or with the fault that it throws. The fault ends here, so that the transaction commits:
 * what was revoked because of it stays revoked.
 * @param verbose whether an empty description is told too
 */
export async function orFault<T>(
  reply: FastifyReply,
  work: () => Promise<T>,
  verbose = false,
): Promise<T | OAuthFaultDto> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof OAuthFault)) throw fault;
    const { error, description, status } = fault;
    void reply.status(status);
    if (status === 401) void reply.header('www-authenticate', `Bearer error="${error}"`);
    return { error, ...(description || verbose ? { error_description: description } : {}) };
  }
}
