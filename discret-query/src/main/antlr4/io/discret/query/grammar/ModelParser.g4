/* The data model (docs/protocol/10 §3). */
parser grammar ModelParser;

options { tokenVocab = ModelLexer; }

model      : namespace* EOF ;
namespace  : NAME? LBRACE entity* RBRACE ;
entity     : DEPRECATED? NAME parameters? LBRACE entry ( COMMA entry )* COMMA? RBRACE ;
parameters : LPAREN ( NO_FULL_TEXT ( COMMA NO_FULL_TEXT )* COMMA? )? RPAREN ;
entry      : index | field ;
index      : INDEX LPAREN name ( COMMA name )* COMMA? RPAREN ;
field      : DEPRECATED? name COLON type ;
type       : LBRACKET QNAME RBRACKET NULLABLE?       # array
           | SCALAR ( NULLABLE | DEFAULT literal )?  # scalar
           | QNAME NULLABLE?                         # single
           ;
literal    : FLOAT | INTEGER | BOOLEAN | STRING ;
name       : NAME | INDEX ;
