/* Tokens of mutations (docs/protocol/11 §2). */
lexer grammar MutationLexer;

import Lexical;

GAP_0  : GAP -> skip ;
MUTATE : 'mutate' -> mode(HEADER) ;

mode HEADER;
GAP_1  : GAP -> skip ;
NAME   : IDENT ;
LBRACE : '{' -> pushMode(ENTITIES) ;

mode ENTITIES;
GAP_2    : GAP -> skip ;
QNAME    : QUALIFIED ;
COLON    : ':' ;
LBRACE_2 : '{' -> type(LBRACE), pushMode(FIELDS) ;
RBRACE   : '}' -> popMode ;

mode FIELDS;
GAP_3    : GAP -> skip ;
NAME_3   : IDENT -> type(NAME) ;
COLON_3  : ':' -> type(COLON), pushMode(VALUE) ;
RBRACE_3 : '}' -> type(RBRACE), popMode ;

mode VALUE;
GAP_4    : GAP -> skip ;
VARIABLE : VARIABLE_TEXT -> popMode ;
LBRACE_4 : '{' -> type(LBRACE), mode(FIELDS) ;
LBRACKET : '[' -> mode(ARRAY) ;
STRING   : STRING_TEXT -> popMode ;
FLOAT    : FLOAT_TEXT -> popMode ;
INTEGER  : INTEGER_TEXT -> popMode ;
BOOLEAN  : BOOLEAN_TEXT -> popMode ;
NULL     : NULL_TEXT -> popMode ;

mode ARRAY;
GAP_5    : GAP -> skip ;
LBRACE_5 : '{' -> type(LBRACE), pushMode(FIELDS) ;
COMMA    : ',' ;
RBRACKET : ']' -> popMode ;
