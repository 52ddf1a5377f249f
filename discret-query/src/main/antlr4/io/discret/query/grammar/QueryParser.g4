/* Queries (docs/protocol/12 §2). */
parser grammar QueryParser;

options { tokenVocab = QueryLexer; }

query      : QUERY NAME? LBRACE selection+ RBRACE EOF ;
selection  : ( alias = QNAME COLON )? target = QNAME parameters? LBRACE field+ RBRACE ;
field      : selection                                             # nested
           | alias = QNAME COLON JSON_PATH                         # path
           | alias = QNAME COLON function = QNAME LPAREN name? RPAREN  # aggregate
           | ( alias = QNAME COLON )? target = QNAME               # plain
           ;
parameters : LPAREN ( parameter ( COMMA parameter )* COMMA? )? RPAREN ;
parameter  : SEARCH ( VARIABLE | STRING ) RPAREN                   # search
           | ORDER_BY order ( COMMA order )* COMMA? RPAREN         # orderBy
           | FIRST count                                           # first
           | SKIP_ count                                           # skip
           | ( BEFORE | AFTER ) bound ( COMMA bound )* COMMA? RPAREN  # page
           | NULLABLE NAME ( COMMA NAME )* COMMA? RPAREN           # nullable
           | JSON_PATH OPERATOR value                              # pathFilter
           | name OPERATOR value                                   # filter
           ;
order      : target = NAME direction = NAME ;
count      : INTEGER | VARIABLE ;
bound      : VARIABLE | FLOAT | STRING | INTEGER | BOOLEAN ;
value      : VARIABLE | FLOAT | STRING | INTEGER | BOOLEAN | NULL ;
// The keywords of limits are also names of fields.
name       : NAME | FIRST | SKIP_ ;
