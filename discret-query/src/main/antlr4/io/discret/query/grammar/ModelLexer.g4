/* Tokens of the data model (docs/protocol/10 §3). */
lexer grammar ModelLexer;

import Lexical;

@members {
private static final String[] SCALARS = {"integer", "float", "boolean", "string", "base64", "json"};

/** A scalar type is matched as a prefix of whatever follows: no entity whose name starts so can be a single target. */
private boolean scalarAhead() {
    for (String scalar : SCALARS) {
        int i = 0;
        while (i < scalar.length() && (_input.LA(i + 1) == scalar.charAt(i)
                || _input.LA(i + 1) == scalar.charAt(i) - 32 && scalar.charAt(i) >= 'a')) {
            i++;
        }
        if (i == scalar.length()) {
            return true;
        }
    }
    return false;
}
}

GAP_0  : GAP -> skip ;
NAME   : IDENT ;
LBRACE : '{' -> pushMode(ENTITIES) ;

mode ENTITIES;
GAP_1      : GAP -> skip ;
DEPRECATED options { caseInsensitive = true; } : '@deprecated' ;
NAME_1     : IDENT -> type(NAME) ;
LPAREN     : '(' -> pushMode(PARAMETERS) ;
LBRACE_1   : '{' -> type(LBRACE), pushMode(ENTRIES) ;
RBRACE     : '}' -> popMode ;

mode PARAMETERS;
GAP_2        : GAP -> skip ;
NO_FULL_TEXT : 'no_full_text_index' ;
COMMA        : ',' ;
RPAREN       : ')' -> popMode ;

mode ENTRIES;
GAP_3        : GAP -> skip ;
DEPRECATED_3 options { caseInsensitive = true; } : '@deprecated' -> type(DEPRECATED) ;
INDEX        options { caseInsensitive = true; } : 'index' ;
NAME_3       : IDENT -> type(NAME) ;
LPAREN_3     : '(' -> type(LPAREN) ;
RPAREN_3     : ')' -> type(RPAREN) ;
COMMA_3      : ',' -> type(COMMA) ;
COLON        : ':' -> mode(TYPE) ;
RBRACE_3     : '}' -> type(RBRACE), popMode ;

mode TYPE;
GAP_4    : GAP -> skip ;
SCALAR   options { caseInsensitive = true; }
         : ( 'integer' | 'float' | 'boolean' | 'string' | 'base64' | 'json' ) -> mode(AFTER_TYPE) ;
LBRACKET : '[' -> mode(TARGET) ;
QNAME    : { !scalarAhead() }? QUALIFIED -> mode(AFTER_TYPE) ;

mode TARGET;
GAP_5    : GAP -> skip ;
QNAME_5  : QUALIFIED -> type(QNAME) ;
RBRACKET : ']' -> mode(AFTER_TYPE) ;

mode AFTER_TYPE;
GAP_6    : GAP -> skip ;
NULLABLE options { caseInsensitive = true; } : 'nullable' ;
DEFAULT  options { caseInsensitive = true; } : 'default' -> mode(LITERAL) ;
COMMA_6  : ',' -> type(COMMA), mode(ENTRIES) ;
RBRACE_6 : '}' -> type(RBRACE), popMode ;

mode LITERAL;
GAP_7   : GAP -> skip ;
FLOAT   : FLOAT_TEXT -> mode(AFTER_TYPE) ;
INTEGER : INTEGER_TEXT -> mode(AFTER_TYPE) ;
BOOLEAN : BOOLEAN_TEXT -> mode(AFTER_TYPE) ;
STRING  : STRING_TEXT -> mode(AFTER_TYPE) ;
