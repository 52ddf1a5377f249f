/* Mutations (docs/protocol/11 §2). */
parser grammar MutationParser;

options { tokenVocab = MutationLexer; }

mutation : MUTATE NAME? LBRACE entity+ RBRACE EOF ;
entity   : ( alias = QNAME COLON )? target = QNAME LBRACE field* RBRACE ;
field    : NAME COLON value ;
value    : object | array | literal ;
object   : LBRACE field+ RBRACE ;
array    : LBRACKET object ( COMMA object )* COMMA? RBRACKET ;
literal  : VARIABLE | STRING | FLOAT | INTEGER | BOOLEAN | NULL ;
