/* Tokens of deletions (docs/protocol/11 §13.1). */
lexer grammar DeletionLexer;

import Lexical;

GAP_0  : GAP -> skip ;
DELETE : 'delete' -> mode(HEADER) ;

mode HEADER;
GAP_1  : GAP -> skip ;
NAME   : IDENT ;
LBRACE : '{' -> pushMode(ENTITIES) ;

mode ENTITIES;
GAP_2    : GAP -> skip ;
QNAME    : QUALIFIED ;
COLON    : ':' ;
LBRACE_2 : '{' -> type(LBRACE), pushMode(BODY) ;
RBRACE   : '}' -> popMode ;

mode BODY;
GAP_3    : GAP -> skip ;
VARIABLE : VARIABLE_TEXT ;
NAME_3   : IDENT -> type(NAME) ;
LBRACKET : '[' ;
COMMA    : ',' ;
RBRACKET : ']' ;
RBRACE_3 : '}' -> type(RBRACE), popMode ;
