/* Tokens of queries (docs/protocol/12 §2). */
lexer grammar QueryLexer;

import Lexical;

GAP_0 : GAP -> skip ;
QUERY : 'query' -> mode(HEADER) ;

mode HEADER;
GAP_1  : GAP -> skip ;
NAME   : IDENT ;
LBRACE : '{' -> pushMode(BODY) ;

mode BODY;
GAP_2     : GAP -> skip ;
QNAME     : QUALIFIED ;
JSON_PATH : PATH ;
COLON     : ':' ;
LPAREN    : '(' -> pushMode(PARAMETERS) ;
LBRACE_2  : '{' -> type(LBRACE), pushMode(BODY) ;
RBRACE    : '}' -> popMode ;

// No blank inside a path (docs/protocol/12 §2).
fragment PATH : IDENT '->' ( '$' ( '.' IDENT ( '[' DIGITS ']' )? )* | DIGITS ) ;

mode PARAMETERS;
GAP_3    : GAP -> skip ;
SEARCH   : 'search' GAP? '(' -> mode(BOUNDS) ;
ORDER_BY : 'order_by' GAP? '(' -> mode(NAMES) ;
BEFORE   : 'before' GAP? '(' -> mode(BOUNDS) ;
AFTER    : 'after' GAP? '(' -> mode(BOUNDS) ;
NULLABLE : 'nullable' GAP? '(' -> mode(NAMES) ;
// The keyword includes one space; anything else is the name of a field.
FIRST    : 'first ' -> mode(COUNT) ;
SKIP_    : 'skip ' -> mode(COUNT) ;
PATH_3   : PATH -> type(JSON_PATH) ;
NAME_3   : IDENT -> type(NAME) ;
OPERATOR : OPERATOR_TEXT -> mode(VALUE) ;
COMMA    : ',' ;
RPAREN   : ')' -> popMode ;

fragment OPERATOR_TEXT : '>=' | '!=' | '<=' | '=' | '>' | '<' ;

mode COUNT;
GAP_4      : GAP -> skip ;
INTEGER    : DIGITS -> mode(PARAMETERS) ;
VARIABLE   : VARIABLE_TEXT -> mode(PARAMETERS) ;
OPERATOR_4 : OPERATOR_TEXT -> type(OPERATOR), mode(VALUE) ;
RPAREN_4   : ')' -> type(RPAREN), popMode ;

mode VALUE;
GAP_5      : GAP -> skip ;
VARIABLE_5 : VARIABLE_TEXT -> type(VARIABLE), mode(PARAMETERS) ;
FLOAT      : FLOAT_TEXT -> mode(PARAMETERS) ;
STRING     : STRING_TEXT -> mode(PARAMETERS) ;
INTEGER_5  : INTEGER_TEXT -> type(INTEGER), mode(PARAMETERS) ;
BOOLEAN    : BOOLEAN_TEXT -> mode(PARAMETERS) ;
NULL       : NULL_TEXT -> mode(PARAMETERS) ;

mode BOUNDS;
GAP_6      : GAP -> skip ;
VARIABLE_6 : VARIABLE_TEXT -> type(VARIABLE) ;
FLOAT_6    : FLOAT_TEXT -> type(FLOAT) ;
STRING_6   : STRING_TEXT -> type(STRING) ;
INTEGER_6  : INTEGER_TEXT -> type(INTEGER) ;
BOOLEAN_6  : BOOLEAN_TEXT -> type(BOOLEAN) ;
COMMA_6    : ',' -> type(COMMA) ;
RPAREN_6   : ')' -> type(RPAREN), mode(PARAMETERS) ;

mode NAMES;
GAP_7    : GAP -> skip ;
NAME_7   : IDENT -> type(NAME) ;
COMMA_7  : ',' -> type(COMMA) ;
RPAREN_7 : ')' -> type(RPAREN), mode(PARAMETERS) ;
