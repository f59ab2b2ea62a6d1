import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiProperty, ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';

export const MAX_PAGE_SIZE = 999;

/** What part of a list is asked for, and the address it was asked at. */
export class PageRequest {
  constructor(
    /** Counted from 1; `last` is the last one, however many there are. */
    private readonly wanted: number | 'last',
    readonly size: number,
    private readonly url: URL,
  ) {}

  /** Rows to skip and to take, once it is known how many there are. */
  window(count: number): { page: number; skip: number; take: number } {
    const pages = this.pages(count);
    const page = this.wanted === 'last' ? pages : this.wanted;
    if (page > pages) throw new NotFound('Invalid page.');
    return { page, skip: (page - 1) * this.size, take: this.size };
  }

  /** The answer, with the addresses of its neighbours. */
  answer<T>(count: number, results: T[]): Page<T> {
    const { page } = this.window(count);
    const pages = this.pages(count);
    return {
      count,
      next: page < pages ? this.at(page + 1) : null,
      previous: page > 1 ? this.at(page - 1) : null,
      results,
    };
  }

  /** The answer of a list of which all rows are at hand. */
  of<Row, T>(rows: readonly Row[], toDto: (row: Row) => T): Page<T> {
    const { skip, take } = this.window(rows.length);
    return this.answer(
      rows.length,
      rows.slice(skip, skip + take).map((row) => toDto(row)),
    );
  }

  private pages(count: number): number {
    return Math.max(1, Math.ceil(count / this.size));
  }

  private at(page: number): string {
    const url = new URL(this.url);
    if (page === 1) url.searchParams.delete('page');
    else url.searchParams.set('page', String(page));
    return url.href;
  }
}

/** One page of a list. */
export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

const pageTypes = new Map<Type, Type>();

/** The DTO of a page, named after its members. */
export function PageOf(member: Type): Type {
  const known = pageTypes.get(member);
  if (known) return known;
  class PageDto {
    @ApiProperty({ type: 'integer' }) count: number;
    @ApiProperty({ type: 'string', format: 'uri', nullable: true }) next: string | null;
    @ApiProperty({ type: 'string', format: 'uri', nullable: true }) previous: string | null;
    @ApiProperty({ type: member, isArray: true }) results: object[];
  }
  Object.defineProperty(PageDto, 'name', { value: `PageOf${member.name}` });
  pageTypes.set(member, PageDto);
  return PageDto;
}

interface PagingOptions {
  /** Whether the caller may choose the size, up to 999. */
  readonly sized?: boolean;
}

/** `?page=` (and `?page_size=` where the list honours it). A size that makes no sense is the default one. */
export const Paging = createParamDecorator(
  ({ sized = false }: PagingOptions = {}, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: Record<string, string> }>>();
    const { page, page_size: size } = request.query;
    const url = new URL(request.url, `${request.protocol}://${request.host || 'localhost'}`);
    return new PageRequest(pageNumber(page), sized ? pageSize(size) : MAX_PAGE_SIZE, url);
  },
  [
    (target, key) => {
      const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
      if (!key || !descriptor) return;
      ApiQuery({ name: 'page', required: false, schema: { type: 'string' }, description: 'counted from 1, or `last`' })(
        target,
        key,
        descriptor,
      );
      ApiQuery({ name: 'page_size', required: false, schema: { type: 'integer' } })(target, key, descriptor);
    },
  ],
);

function pageNumber(text: string | undefined): number | 'last' {
  if (text === undefined || text === '') return 1;
  if (text === 'last') return text;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound('Invalid page.');
  return Number(text);
}

function pageSize(text: string | undefined): number {
  const size = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return size === 0 ? MAX_PAGE_SIZE : Math.min(size, MAX_PAGE_SIZE);
}
